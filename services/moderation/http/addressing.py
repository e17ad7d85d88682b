"""Which submissions a request is about: in its path, its query string, its conditions."""

from collections.abc import Callable
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from werkzeug.http import parse_etags

from services.moderation.domain.states import ShownState
from services.moderation.http.fields import Name, Parameters, QueryInstant
from services.moderation.workflow.view import Filter

PAGE_MAX = 100


class SubmissionPath(BaseModel):
    """The path of one submission."""

    submission_id: UUID = Field(description="The `id` of the submission.")


class ListQuery(Parameters):
    """Which submissions to list."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    state: ShownState | None = Field(default=None, description="Only those in this state.")
    external_id: Name | None = Field(default=None, description="Only the one with this id.")
    created_from: QueryInstant | None = Field(
        default=None, description="Only those that came in at this instant or later (RFC 3339)."
    )
    created_before: QueryInstant | None = Field(
        default=None, description="Only those that came in before this instant (RFC 3339)."
    )
    limit: int = Field(default=50, ge=1, le=PAGE_MAX, description="How many at the most.")
    cursor: str | None = Field(default=None, description="`next_cursor` of the page before.")

    def chosen(self, *, source: str) -> Filter:
        """Return what the workflow filters by."""
        return Filter(
            source=source,
            state=self.state,
            external_id=self.external_id,
            created_from=self.created_from,
            created_before=self.created_before,
        )


class ReadHeader(Parameters):
    """The header by which a client says what it holds already."""

    if_none_match: str | None = Field(
        default=None,
        alias="If-None-Match",
        description="The ETag of an answer at hand: 304 without a body if nothing has changed.",
    )


def etag(version: int) -> str:
    """Return the entity tag of a submission's version, without quotes."""
    return str(version)


def meant_for(if_match: str | None) -> Callable[[int], bool]:
    """Return whether a request with this `If-Match` is meant for a version; without it for any."""
    if if_match is None:
        return lambda _version: True
    tags = parse_etags(if_match)
    return lambda version: tags.contains(etag(version))


def is_at_hand(if_none_match: str | None, version: int) -> bool:
    """Return whether a client that sends this `If-None-Match` holds the version already."""
    return parse_etags(if_none_match).contains_weak(etag(version))

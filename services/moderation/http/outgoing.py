"""What apps get: the shapes of answers, as the OpenAPI document describes them."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from services.moderation.domain.screening import Verdict
from services.moderation.domain.states import PublicationState, ShownState
from services.moderation.http.screening_answer import Answer, Bilingual, ScreeningAnswer
from services.moderation.store.decisions import DecidedBy, Outcome

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class DecisionAnswer(Answer):
    """The decision in force, and why; appealable until `appeal_until`."""

    outcome: Outcome
    by: DecidedBy
    reason_code: str | None
    statement: Bilingual
    rules: list[str]
    redacted: bool
    decided_at: Moment
    appeal_until: Moment | None


class PublicationAnswer(Answer):
    """Where the submission stands on one channel."""

    channel: str
    state: PublicationState
    url: str | None = None


class SubmissionAnswer(Answer):
    """A submission; `screening` and `decision` are there once it has them."""

    id: str
    source: str
    external_id: str | None
    channels: list[str]
    created_at: Moment
    state: ShownState
    revision: int
    verdict: Verdict | None = None
    screening: ScreeningAnswer | None = None
    decision: DecisionAnswer | None = None
    publications: list[PublicationAnswer]


class ListAnswer(Answer):
    """A page of submissions, newest first."""

    items: list[SubmissionAnswer]
    next_cursor: str | None


class HealthAnswer(Answer):
    """The process lives."""

    status: Literal["ok"]


class ReadinessAnswer(Answer):
    """Whether requests can be served, and if not, which parts are missing."""

    status: Literal["ready", "not_ready"]
    faults: list[Literal["database_unreachable", "database_not_migrated", "screener_incomplete"]]


class PlaceAnswer(Answer):
    """One place of a request that is wrong, and how to mend it."""

    pointer: str | None = Field(default=None, description="JSON pointer into the body.")
    parameter: str | None = Field(
        default=None, description="Name of a query parameter, or of a header."
    )
    detail: str
    detail_id: str | None = Field(default=None, description="The same in Indonesian.")


class ProblemAnswer(PlaceAnswer):
    """Problem details (RFC 9457); a place is given here too when it is the only one."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "urn:saring:problem:invalid-fields",
                "title": "The request has fields that cannot be accepted.",
                "status": 422,
                "detail": "Add this field; it is required.",
                "detail_id": "Tambahkan bidang ini; wajib diisi.",
                "pointer": "/text",
                "request_id": "0f6c1d9a-52d7-4f0e-8a43-6f3a5c1b2d90",
                "errors": [
                    {
                        "pointer": "/text",
                        "detail": "Add this field; it is required.",
                        "detail_id": "Tambahkan bidang ini; wajib diisi.",
                    },
                ],
            },
        },
    )

    type: Annotated[str, Field(json_schema_extra={"format": "uri"})]
    title: str
    status: int
    request_id: str | None
    submission: str | None = Field(
        default=None, description="Id of the submission that stands in the way."
    )
    errors: list[PlaceAnswer] | None = None


class BatchItemAnswer(Answer):
    """What became of one post: `status` is what it would have been answered on its own."""

    status: int
    submission: SubmissionAnswer | None = None
    problem: ProblemAnswer | None = None


class BatchAnswer(Answer):
    """What became of each post, in the order in which they were sent."""

    items: list[BatchItemAnswer]

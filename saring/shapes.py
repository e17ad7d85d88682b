"""What Saring takes and answers, as types for a checker; answers may gain members within v1."""

from typing import Any, Literal, NotRequired, TypedDict


class Author(TypedDict):
    """The citizen who wrote the post; only a credited `display` is ever published."""

    ref: str
    display: NotRequired[str]
    credit: NotRequired[bool]


class Consent(TypedDict):
    """When the author agreed to publication (RFC 3339 with offset), to which version of terms."""

    given_at: str
    version: str


class Post(TypedDict):
    """A citizen's post; `scheduled_at` is RFC 3339 with offset."""

    text: str
    channels: list[str]
    external_id: NotRequired[str]
    author: NotRequired[Author]
    language: NotRequired[str]
    scheduled_at: NotRequired[str]
    consent: NotRequired[Consent]
    metadata: NotRequired[dict[str, str]]


class Bilingual(TypedDict):
    """A sentence in Indonesian and English."""

    id: str
    en: str


class Screening(TypedDict):
    """What screening makes of a text; a score is None where its checker gave no result."""

    id: NotRequired[str | None]
    verdict: Literal["approve", "review", "reject"]
    complete: bool
    failures: list[dict[str, str]]
    language: dict[str, Any]
    scores: dict[str, float | None]
    findings: list[dict[str, Any]]
    redacted_text: str
    policy: dict[str, Any]


class Decision(TypedDict):
    """The decision in force, with its statement of reasons."""

    outcome: Literal["approve", "reject"]
    by: Literal["machine", "person"]
    reason_code: str | None
    statement: Bilingual
    rules: list[str]
    redacted: bool
    decided_at: str
    appeal_until: str | None


class Publication(TypedDict):
    """Where a submission stands on one channel; `url` once it is there."""

    channel: str
    state: str
    url: NotRequired[str | None]


class Submission(TypedDict):
    """A submission as it is now."""

    id: str
    source: str
    external_id: str | None
    channels: list[str]
    created_at: str
    state: str
    revision: int
    verdict: NotRequired[str]
    screening: NotRequired[Screening]
    decision: NotRequired[Decision]
    publications: list[Publication]


class BatchItem(TypedDict):
    """What became of one post of a batch: a submission, or a problem that says how to mend it."""

    status: int
    submission: NotRequired[Submission]
    problem: NotRequired[dict[str, Any]]

"""What the publisher reports, written by hand."""

import uuid
from datetime import UTC, datetime

from shared.messages import VERSION, EventType, PublicationEvent


def outcome(  # noqa: PLR0913 - each is a field of the event, named at the call
    submission_id: str,
    kind: EventType,
    seq: int,
    *,
    revision: int = 1,
    url: str | None = None,
    reason: str | None = None,
) -> str:
    """Return an event about the official page."""
    event = PublicationEvent(
        v=VERSION,
        id=str(uuid.uuid4()),
        type=kind,
        submission=submission_id,
        revision=revision,
        seq=seq,
        channel="site",
        at=datetime.now(UTC),
        url=url,
        reason=reason,
    )
    return event.body()

"""Events to moderation, written in the transaction of what they report."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from services.publisher.store import LedgerRow, Outbox
from shared.messages import VERSION, CommandClaims, EventType, PublicationEvent


@dataclass(frozen=True, slots=True)
class Subject:
    """The command that an event answers, and the channel it tells of."""

    submission_id: str
    revision: int
    seq: int
    channel: str

    @classmethod
    def of_claims(cls, claims: CommandClaims, channel: str) -> "Subject":
        """Return the subject of an answer to a command."""
        return cls(claims.sub, claims.rev, claims.seq, channel)

    @classmethod
    def of_row(cls, row: LedgerRow) -> "Subject":
        """Return the subject of an answer to the command that last touched `row`."""
        return cls(row.submission_id, row.revision, row.seq, row.channel)


def report(  # noqa: PLR0913 - each is a field of the event, named at the call
    session: Session,
    kind: EventType,
    subject: Subject,
    *,
    at: datetime,
    url: str | None = None,
    reason: str | None = None,
) -> None:
    """Put an event into the outbox."""
    event = PublicationEvent(
        v=VERSION,
        id=str(uuid4()),
        type=kind,
        submission=subject.submission_id,
        revision=subject.revision,
        seq=subject.seq,
        channel=subject.channel,
        at=at,
        url=url,
        reason=reason,
    )
    session.add(
        Outbox(
            event_id=event.id,
            routing_key=event.type.value,
            submission_id=event.submission,
            body=event.body(),
            available_at=at,
            attempts=0,
        ),
    )

"""How far each process is, as its database shows it."""

from collections.abc import Collection

from sqlalchemy import select

from services.moderation.domain.states import SubmissionState
from services.moderation.store.messages import Outbox
from services.moderation.store.submissions import Submission
from services.publisher.store import Inbox, LedgerRow, LedgerState
from shared.database import Database


def is_screening(moderation: Database, pid: int) -> bool:
    """Return whether this child of a worker holds a claim that it has not settled."""
    claimed = select(Submission.claimed_by).where(Submission.state == SubmissionState.SCREENING)
    with moderation.reading() as session:
        return any(str(by).endswith(f"-{pid}") for by in session.scalars(claimed))


def at_hand(moderation: Database) -> list[str]:
    """Return the commands that the relay has claimed and not marked as sent, in their order."""
    claimed = select(Outbox.event_id).where(
        Outbox.claimed_at.is_not(None), Outbox.sent_at.is_(None)
    )
    with moderation.reading() as session:
        return list(session.scalars(claimed.order_by(Outbox.id)))


def taken_in(publisher: Database, commands: Collection[str]) -> set[str]:
    """Return which of these commands the publisher's inbox has."""
    with publisher.reading() as session:
        return set(session.scalars(select(Inbox.event_id).where(Inbox.event_id.in_(commands))))


def waiting_commands(moderation: Database) -> int:
    """Return how many commands have not left moderation's outbox."""
    with moderation.reading() as session:
        return len(session.scalars(select(Outbox.id).where(Outbox.sent_at.is_(None))).all())


def has_sent_half(moderation: Database, publisher: Database) -> bool:
    """Return whether the publisher has taken some, but not all, of what the relay is at.

    The broker has confirmed what the publisher has, and the relay has not written that down.
    """
    claimed = select(Outbox.event_id).where(
        Outbox.claimed_at.is_not(None), Outbox.sent_at.is_(None)
    )
    with moderation.reading() as session:
        at_hand = set(session.scalars(claimed))
    with publisher.reading() as session:
        taken = set(session.scalars(select(Inbox.event_id).where(Inbox.event_id.in_(at_hand))))
    return bool(taken) and taken != at_hand


def is_posting(publisher: Database) -> bool:
    """Return whether the sender holds a claim on something that it has not posted."""
    sending = select(LedgerRow.id).where(LedgerRow.state == LedgerState.SENDING)
    with publisher.reading() as session:
        return session.scalars(sending).first() is not None

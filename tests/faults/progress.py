"""How far each process is, as its database shows it."""

from collections.abc import Collection

from sqlalchemy import select

from services.moderation.domain.states import SubmissionState
from services.moderation.store.audit import AuditRow
from services.moderation.store.messages import Outbox
from services.moderation.store.submissions import Submission
from services.publisher.store import Inbox
from shared.database import Database
from shared.messages import EventType


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


def published(moderation: Database) -> list[str]:
    """Return the submissions that the audit says were published, once for each time."""
    told = select(AuditRow.submission_id).where(AuditRow.action == EventType.PUBLISHED.value)
    with moderation.reading() as session:
        return [str(submission_id) for submission_id in session.scalars(told)]

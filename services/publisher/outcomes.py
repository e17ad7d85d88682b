"""The ledger as the sender leaves it: each outcome with its event, in one transaction."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.publisher.channels.port import ChannelError
from services.publisher.events import Subject, report
from services.publisher.store import POSTING, LedgerRow, LedgerState
from shared.messages import EventType, Operation, RefusalReason

ATTEMPTS = 3
"""After this many attempts without a result, a person looks."""

_RETRY_CAP_SECONDS = 60


def posted(session: Session, row: LedgerRow, url: str, *, now: datetime) -> EventType:
    """Record that a part stands on its channel."""
    row.url = url
    return _close(session, row, LedgerState.PUBLISHED, EventType.PUBLISHED, now=now)


def taken_back(session: Session, row: LedgerRow, *, now: datetime) -> EventType:
    """Record that nothing of a submission stands on the channel any more."""
    session.execute(
        update(LedgerRow)
        .where(
            LedgerRow.submission_id == row.submission_id,
            LedgerRow.channel == row.channel,
            LedgerRow.state == LedgerState.PUBLISHED,
        )
        .values(state=LedgerState.RECALLED, updated_at=now),
    )
    kind = EventType.ERASED if row.op == Operation.ERASE else EventType.RECALLED
    return _close(session, row, LedgerState.RECALLED, kind, now=now)


def expired(session: Session, row: LedgerRow, *, now: datetime) -> EventType:
    """Record that a part was not posted within the time its command allows."""
    reason = RefusalReason.EXPIRED
    return _close(session, row, LedgerState.REFUSED, EventType.REFUSED, now=now, reason=reason)


def failed(
    session: Session, row: LedgerRow, error: ChannelError, *, now: datetime
) -> EventType | None:
    """Record a failure for good, or order another attempt and return None.

    What is to be taken back is tried again for as long as it may help: it must not stay up.
    """
    if error.permanent or (row.op in POSTING and row.attempts >= ATTEMPTS):
        reason = error.reason
        return _close(session, row, LedgerState.FAILED, EventType.FAILED, now=now, reason=reason)
    wait = min(2**row.attempts, _RETRY_CAP_SECONDS)
    release(row)
    row.next_attempt_at = now + timedelta(seconds=wait)
    return None


def release(row: LedgerRow) -> None:
    """Give up the claim on a row whose work is still to be done."""
    row.claimed_by = None
    row.lease_until = None
    row.state = LedgerState.SCHEDULED if row.op in POSTING else LedgerState.RECALLING


def _close(  # noqa: PLR0913 - each is a fact of the outcome, named at the call
    session: Session,
    row: LedgerRow,
    state: LedgerState,
    kind: EventType,
    *,
    now: datetime,
    reason: str | None = None,
) -> EventType:
    release(row)
    row.state = state
    row.content = ""
    row.updated_at = now
    report(session, kind, Subject.of_row(row), at=now, url=row.url, reason=reason)
    return kind

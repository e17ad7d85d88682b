"""The ledger as the sender leaves it: each outcome with its event, in one transaction."""

import random
from datetime import datetime, timedelta

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from services.publisher.channels.port import ChannelError
from services.publisher.events import Subject, report
from services.publisher.store import POSTING, LedgerRow, LedgerState
from shared.messages import EventType, Operation, RefusalReason
from shared.metrics import PUBLICATIONS

ATTEMPTS = 3
"""After this many attempts without a result, a person looks."""

_RETRY_CAP_SECONDS = 60
_RETRY_AFTER_CAP_SECONDS = 900
"""A channel may ask for a longer pause than ours, but not hold back a recall for a day."""

log = structlog.get_logger()


def tell(outcome: EventType, row: LedgerRow) -> None:
    """Count and log an outcome, once its transaction is over."""
    PUBLICATIONS.labels(row.channel, outcome.rpartition(".")[2]).inc()
    log.info(
        "publication",
        outcome=outcome,
        submission=row.submission_id,
        channel=row.channel,
        request_id=row.request_id,
    )


def posted(session: Session, row: LedgerRow, url: str | None, *, now: datetime) -> EventType:
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
            LedgerRow.state.in_((LedgerState.PUBLISHED, LedgerState.UNKNOWN)),
        )
        .values(state=LedgerState.RECALLED, updated_at=now),
    )
    kind = EventType.ERASED if row.op == Operation.ERASE else EventType.RECALLED
    return _close(session, row, LedgerState.RECALLED, kind, now=now)


def expired(session: Session, row: LedgerRow, *, now: datetime) -> EventType:
    """Record that a part was not posted within the time its command allows."""
    reason = RefusalReason.EXPIRED
    return _close(session, row, LedgerState.REFUSED, EventType.REFUSED, now=now, reason=reason)


def unknown(session: Session, row: LedgerRow, reason: str, *, now: datetime) -> EventType:
    """Record that nobody knows whether a part stands: a person looks, no machine posts it again."""
    return _close(session, row, LedgerState.UNKNOWN, EventType.UNKNOWN, now=now, reason=reason)


def failed(
    session: Session,
    row: LedgerRow,
    error: ChannelError,
    *,
    now: datetime,
    in_doubt: bool = False,
) -> EventType | None:
    """Record a failure for good, or order another attempt and return None.

    `in_doubt`: this attempt, or one before it, may have posted. What is to be taken back is tried
    again for as long as it may help: it must not stay up.
    """
    if error.permanent or (row.op in POSTING and row.attempts >= ATTEMPTS):
        reason = error.reason
        if in_doubt and row.op in POSTING:
            return unknown(session, row, reason, now=now)
        return _close(session, row, LedgerState.FAILED, EventType.FAILED, now=now, reason=reason)
    release(row, in_doubt=in_doubt)
    row.next_attempt_at = now + _pause(row.attempts, error.retry_after)
    return None


def release(row: LedgerRow, *, in_doubt: bool = False) -> None:
    """Give up the claim on a row whose work is still to be done.

    What may have been posted stays `sending`: whoever claims it next is warned by that.
    """
    drop_claim(row)
    waiting = LedgerState.SENDING if in_doubt else LedgerState.SCHEDULED
    row.state = waiting if row.op in POSTING else LedgerState.RECALLING


def drop_claim(row: LedgerRow) -> None:
    """Let others see that nobody works on a row any more."""
    row.claimed_by = None
    row.lease_until = None


def _pause(attempts: int, retry_after: float | None) -> timedelta:
    """Return how long to wait: longer each time, not in step with others, as long as was asked."""
    longest = min(2 ** min(attempts, 6), _RETRY_CAP_SECONDS)
    own = longest * random.uniform(0.5, 1)  # noqa: S311 - spreads load, guards no secret
    return timedelta(seconds=max(own, min(retry_after or 0, _RETRY_AFTER_CAP_SECONDS)))


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

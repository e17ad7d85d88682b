"""Claim a submission for screening: one worker at a time, by compare-and-set."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, or_, select, update

from services.moderation.domain.states import SubmissionState
from services.moderation.store.audit import record
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from shared.database import UtcDateTime

LEASE = timedelta(seconds=30)
MAX_ATTEMPTS = 3
_RETRY_AFTER = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to screen one revision until the lease ends."""

    submission_id: str
    revision: int
    worker: str
    attempts: int
    language_hint: str | None
    request_id: str | None


def claim_due(app: Moderation, worker: str) -> Claim | None:
    """Claim the submission that has waited longest, if any is due."""
    with app.database.reading() as session:
        now = app.database.now(session)
        candidate = session.scalars(_CANDIDATE, {"now": now}).first()
    return None if candidate is None else claim(app, candidate, worker)


def claim(app: Moderation, submission_id: str, worker: str) -> Claim | None:
    """Claim one submission; None if it is not due or another worker holds it."""
    with app.database.writing() as session:
        now = app.database.now(session)
        row = session.execute(
            update(Submission)
            .where(Submission.id == submission_id, is_due(now))
            .values(
                state=SubmissionState.SCREENING,
                claimed_by=worker,
                lease_until=now + LEASE,
                attempts=Submission.attempts + 1,
                version=Submission.version + 1,
            )
            .returning(
                Submission.revision,
                Submission.attempts,
                Submission.language_hint,
                Submission.request_id,
            )
            .execution_options(synchronize_session=False),
        ).first()
        if row is None:
            return None
        record(
            session,
            "screening_started",
            at=now,
            actor=f"worker:{worker}",
            submission_id=submission_id,
            after=SubmissionState.SCREENING,
            attempt=row.attempts,
        )
        return Claim(
            submission_id,
            row.revision,
            worker,
            row.attempts,
            row.language_hint,
            row.request_id,
        )


def release(app: Moderation, held: Claim) -> None:
    """Give a claim back after a fault; it is due again a little later."""
    with app.database.writing() as session:
        now = app.database.now(session)
        released = session.scalars(
            update(Submission)
            .where(holds(held))
            .values(
                state=SubmissionState.RECEIVED,
                claimed_by=None,
                lease_until=None,
                next_attempt_at=now + _RETRY_AFTER * held.attempts,
                version=Submission.version + 1,
            )
            .returning(Submission.id),
        ).first()
        if released is not None:
            record(
                session,
                "screening_failed",
                at=now,
                actor=f"worker:{held.worker}",
                submission_id=held.submission_id,
                after=SubmissionState.RECEIVED,
                attempt=held.attempts,
            )


def holds(held: Claim) -> ColumnElement[bool]:
    """Return the condition that the claim still stands."""
    return and_(
        Submission.id == held.submission_id,
        Submission.state == SubmissionState.SCREENING,
        Submission.revision == held.revision,
        Submission.claimed_by == held.worker,
        Submission.attempts == held.attempts,
    )


def is_due(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Return the condition that a submission waits for a worker: new, or left by one that died."""
    waiting = and_(
        Submission.state == SubmissionState.RECEIVED,
        or_(Submission.next_attempt_at.is_(None), Submission.next_attempt_at <= now),
    )
    abandoned = and_(Submission.state == SubmissionState.SCREENING, Submission.lease_until <= now)
    return or_(waiting, abandoned)


_CANDIDATE = (
    select(Submission.id)
    .where(is_due(bindparam("now", type_=UtcDateTime)))
    .order_by(Submission.created_at)
    .limit(1)
)
"""Built once: it is asked all the time."""

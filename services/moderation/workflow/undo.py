"""Take a person's decision back before it has left."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.moderation.domain.errors import ConflictError
from services.moderation.domain.states import SubmissionState
from services.moderation.store.appeals import appeal_ended_by
from services.moderation.store.decisions import DecidedBy, Decision, Outcome, standing_decision
from services.moderation.store.messages import Outbox
from services.moderation.wiring import Moderation
from services.moderation.workflow.change import Change, changing
from services.moderation.workflow.notify import unsay_decision
from services.moderation.workflow.publications import restore
from shared.outbox import cancel

_TOO_LATE = (
    "It is too late to undo this. If it was published, recall it.",
    "Sudah terlambat untuk membatalkan. Jika sudah terbit, tarik dari kanal.",
)
_DECIDED = {SubmissionState.APPROVED, SubmissionState.REJECTED}


def undo_until(session: Session, decision: Decision | None, now: datetime) -> datetime | None:
    """Return until when a decision may be undone; None when it may not."""
    if decision is None or decision.by is not DecidedBy.PERSON:
        return None
    if decision.undo_until is None or decision.undo_until <= now:
        return None
    if decision.command_id is not None:
        waits = select(Outbox.id).where(
            Outbox.event_id == decision.command_id,
            Outbox.claimed_at.is_(None),
            Outbox.cancelled_at.is_(None),
        )
        if session.scalars(waits).first() is None:
            return None
    return decision.undo_until


def undo(app: Moderation, submission_id: str, *, actor: str) -> None:
    """Put the submission back before a person, at the revision that was decided on.

    The command is cancelled by compare-and-set, so that either it has left or it never will.
    Raises NotFoundError, ConflictError.
    """
    with changing(app, submission_id, actor=actor) as change:
        session = change.session
        decision = standing_decision(session, submission_id)
        decided = change.submission.state in _DECIDED
        if decision is None or not decided or not undo_until(session, decision, change.now):
            raise ConflictError(*_TOO_LATE)
        if decision.outcome is Outcome.APPROVE:
            if not cancel(session, Outbox, decision.command_id or "", at=change.now):
                raise ConflictError(*_TOO_LATE)
            restore(change)
        if not unsay_decision(session, decision.id, at=change.now):
            raise ConflictError(*_TOO_LATE)
        decision.undone_at = change.now
        change.move(_back_to(session, decision), "undone", back_to=decision.base_revision)
        change.submission.revision = decision.base_revision


def leave_unsaid(change: Change) -> None:
    """Do not tell the app of a decision that could still be undone when the app overtook it."""
    decision = standing_decision(change.session, change.submission.id)
    if decision is not None and decision.undo_until and decision.undo_until > change.now:
        unsay_decision(change.session, decision.id, at=change.now)


def _back_to(session: Session, decision: Decision) -> SubmissionState:
    """Return where the submission was decided on; an appeal that was ended is open again."""
    appeal = appeal_ended_by(session, decision.id)
    if appeal is None:
        return SubmissionState.IN_REVIEW
    appeal.outcome_id = None
    return SubmissionState.APPEALED

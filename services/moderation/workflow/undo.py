"""Take a person's decision back before it has left."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.moderation.domain.errors import ConflictError
from services.moderation.domain.states import SubmissionState
from services.moderation.store.decisions import DecidedBy, Decision, Outcome, standing_decision
from services.moderation.store.messages import Outbox
from services.moderation.store.submissions import Publication
from services.moderation.wiring import Moderation
from services.moderation.workflow.change import changing
from shared.outbox import cancel

_TOO_LATE = "It is too late to undo this. If it was published, recall it."
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
    """Put the submission back into review, at the revision that was decided on.

    The command is cancelled by compare-and-set, so that either it has left or it never will.
    Raises NotFoundError, ConflictError.
    """
    with changing(app, submission_id, actor=actor) as change:
        session = change.session
        decision = standing_decision(session, submission_id)
        decided = change.submission.state in _DECIDED
        if decision is None or not decided or not undo_until(session, decision, change.now):
            raise ConflictError(_TOO_LATE)
        if decision.outcome is Outcome.APPROVE:
            if not cancel(session, Outbox, decision.command_id or "", at=change.now):
                raise ConflictError(_TOO_LATE)
            session.execute(delete(Publication).where(Publication.submission_id == submission_id))
        decision.undone_at = change.now
        change.move(SubmissionState.IN_REVIEW, "undone", back_to=decision.base_revision)
        change.submission.revision = decision.base_revision

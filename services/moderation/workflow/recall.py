"""Take a published submission off every channel."""

from sqlalchemy import select

from services.moderation.domain.errors import ConflictError, NotFoundError
from services.moderation.domain.states import PublicationState, SubmissionState
from services.moderation.store.contents import Words
from services.moderation.store.decisions import standing_decision
from services.moderation.store.messages import Outbox
from services.moderation.store.notes import Note
from services.moderation.store.submissions import Publication
from services.moderation.wiring import Moderation
from services.moderation.workflow.change import Change, changing
from services.moderation.workflow.publish import command_recall
from shared.messages import Operation
from shared.outbox import cancel

_GONE = {PublicationState.RECALLING, PublicationState.RECALLED}


def recall(
    app: Moderation, submission_id: str, *, actor: str, reason: str, source: str | None
) -> None:
    """Command the recall at once; a publication that has not left yet is cancelled as well.

    `source` None may recall anybody's. Recalling twice is harmless. Raises NotFoundError,
    ConflictError if the submission is not approved.
    """
    with changing(app, submission_id, actor=actor) as change:
        submission, session = change.submission, change.session
        if source is not None and submission.source != source:
            detail = "There is no submission with this id."
            raise NotFoundError(detail)
        if submission.state is not SubmissionState.APPROVED:
            detail = f"This submission is {submission.state}; only an approved one can be recalled."
            raise ConflictError(detail)
        states = select(Publication.state).where(Publication.submission_id == submission_id)
        if set(session.scalars(states)) <= _GONE:
            return
        _cancel_waiting(change)
        decision = standing_decision(session, submission_id)
        command_recall(change, policy_sha256=decision.policy_sha256 if decision else None)
        note = app.cipher.seal(Words(reason))
        session.add(
            Note(
                submission_id=submission_id,
                actor=actor,
                kind="recall",
                sealed=note,
                created_at=change.now,
            ),
        )
        change.note("recall_commanded", seq=submission.seq)
    app.outbox_bell.ring()


def _cancel_waiting(change: Change) -> None:
    """Cancel a publication that has not left; one that has is overtaken by the recall."""
    waiting = select(Outbox.event_id).where(
        Outbox.submission_id == change.submission.id,
        Outbox.routing_key == Operation.PUBLISH,
        Outbox.sent_at.is_(None),
    )
    for event_id in change.session.scalars(waiting).all():
        cancel(change.session, Outbox, event_id, at=change.now)

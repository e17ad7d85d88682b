"""Take a submission off every channel."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from services.moderation.domain.errors import ConflictError
from services.moderation.domain.states import SubmissionState
from services.moderation.store.audit import AuditRow
from services.moderation.store.contents import Words
from services.moderation.store.decisions import standing_decision
from services.moderation.store.notes import Note
from services.moderation.wiring import Moderation
from services.moderation.workflow.change import Change, changing, check_source
from services.moderation.workflow.publications import (
    GONE,
    cancel_waiting,
    may_stand,
    publications_of,
)
from services.moderation.workflow.publish import command_recall
from services.moderation.workflow.undo import leave_unsaid

COMMANDED = "recall_commanded"


def recall(
    app: Moderation, submission_id: str, *, actor: str, reason: str, source: str | None
) -> None:
    """Command the recall at once; a publication that has not left yet is cancelled as well.

    `source` None may recall anybody's. Recalling twice is harmless. Raises NotFoundError,
    ConflictError if the submission is not approved and stands nowhere.
    """
    with changing(app, submission_id, actor=actor) as change:
        check_source(change, source)
        rows = publications_of(change)
        if rows and all(row.state in GONE for row in rows):
            return
        approved = change.submission.state is SubmissionState.APPROVED
        if not approved and not any(may_stand(row) for row in rows):
            raise _nothing_to_recall(change.submission.state)
        _command(change)
        leave_unsaid(change)
        note = Note(
            submission_id=submission_id,
            actor=actor,
            kind="recall",
            sealed=app.cipher.seal(Words(reason)),
            created_at=change.now,
        )
        change.session.add(note)
    app.outbox_bell.ring()


def take_back(change: Change) -> bool:
    """Recall what stands on a channel or is on its way there, as part of another change.

    Returns whether that was commanded; what has not left is cancelled either way. Whoever calls
    it rings the outbox's bell once the transaction is over.
    """
    revision = _newest_commanded(change)
    cancel_waiting(change)
    if not any(may_stand(row) for row in publications_of(change)):
        return False
    _recall_up_to(change, revision)
    return True


def was_recalled(session: Session, submission_id: str) -> bool:
    """Return whether the submission was ever recalled: a person decides from then on."""
    rows = exists().where(AuditRow.submission_id == submission_id, AuditRow.action == COMMANDED)
    return bool(session.scalar(select(rows)))


def _command(change: Change) -> None:
    revision = _newest_commanded(change)
    cancel_waiting(change)  # What has left already is overtaken by the recall.
    _recall_up_to(change, revision)


def _newest_commanded(change: Change) -> int:
    """Return the newest revision that a command was written for.

    A later one that nobody has decided on is not what is recalled.
    """
    commanded = [row.revision for row in publications_of(change)]
    return max(commanded, default=change.submission.revision)


def _recall_up_to(change: Change, revision: int) -> None:
    submission = change.submission
    decision = standing_decision(change.session, submission.id)
    command_recall(
        change,
        revision=revision,
        policy_sha256=decision.policy_sha256 if decision else None,
    )
    change.note(COMMANDED, seq=submission.seq, revision=revision)


def _nothing_to_recall(state: SubmissionState) -> ConflictError:
    return ConflictError(
        f"This submission is {state} and stands on no channel; only what is approved or published"
        " can be recalled. To take it back, withdraw it.",
        f"Kiriman ini berstatus {state} dan tidak ada di kanal mana pun; hanya yang disetujui atau"
        " terbit yang dapat ditarik. Untuk membatalkannya, cabut kiriman ini.",
    )

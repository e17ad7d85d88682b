"""Take a post back for its author, from wherever it is."""

from services.moderation.domain.errors import ConflictError
from services.moderation.domain.states import PublicationState, SubmissionState
from services.moderation.wiring import Moderation
from services.moderation.workflow.change import changing, check_source
from services.moderation.workflow.publications import publications_of
from services.moderation.workflow.recall import take_back
from services.moderation.workflow.undo import leave_unsaid


def withdraw(app: Moderation, submission_id: str, *, actor: str, source: str | None) -> bool:
    """End a submission for good; return whether a recall is on its way to a channel.

    What waits is cancelled, what was published is recalled, and a worker that screens it just now
    finds it gone. Withdrawing twice is harmless, and tries a recall that failed once more. Raises
    NotFoundError, ConflictError once the submission is erased.
    """
    with changing(app, submission_id, actor=actor) as change:
        check_source(change, source)
        submission = change.submission
        if submission.state is SubmissionState.ERASED:
            raise _erased()
        take_back(change)
        leave_unsaid(change)
        if submission.state is not SubmissionState.WITHDRAWN:
            change.release_claim()
            change.move(SubmissionState.WITHDRAWN, "withdrawn")
        leaving = any(row.state is PublicationState.RECALLING for row in publications_of(change))
    app.outbox_bell.ring()
    return leaving


def _erased() -> ConflictError:
    return ConflictError(
        "This submission was erased; there is nothing left to withdraw.",
        "Kiriman ini sudah dihapus; tidak ada lagi yang dapat dicabut.",
    )

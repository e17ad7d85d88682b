"""Change a post for its app: a new revision, screened anew."""

from collections.abc import Callable
from dataclasses import dataclass

from services.moderation.domain.errors import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidFieldError,
)
from services.moderation.domain.states import SubmissionState
from services.moderation.store.contents import Origin
from services.moderation.wiring import Moderation
from services.moderation.workflow.change import Change, changing, check_source
from services.moderation.workflow.posted import (
    NewSubmission,
    check_acceptable,
    fill_in,
    same_content,
)
from services.moderation.workflow.publications import cancel_waiting, publications_of
from services.moderation.workflow.revision import add_revision
from services.moderation.workflow.undo import leave_unsaid

FINAL = frozenset({SubmissionState.APPEALED, SubmissionState.WITHDRAWN, SubmissionState.ERASED})
"""States in which a post cannot be edited: a person looks at just these words, or it is over."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The submission after the request; `changed` is False if it held the same content."""

    id: str
    changed: bool


def edit(
    app: Moderation,
    submission_id: str,
    new: NewSubmission,
    *,
    actor: str,
    meant_for: Callable[[int], bool] = lambda _version: True,
) -> Edited:
    """Replace all that the app sent of a submission of `new.source`.

    What waits to be published is cancelled; what stands on a channel stays until the new revision
    is decided. `meant_for` tells whether the request is meant for a version. Raises NotFoundError,
    ChangedMeanwhileError, ConflictError, InvalidFieldError.
    """
    with changing(app, submission_id, actor=actor) as change:
        check_source(change, new.source)
        if not meant_for(change.submission.version):
            raise ChangedMeanwhileError
        _check_external_id(change, new)
        if change.submission.state in FINAL:
            raise _cannot_edit(change.submission.state)
        if same_content(app, change.session, change.submission, new):
            return Edited(submission_id, changed=False)
        check_acceptable(app, new)
        _revise(change, new)
    app.dispatcher.dispatch(submission_id)
    return Edited(submission_id, changed=True)


def _revise(change: Change, new: NewSubmission) -> None:
    submission = change.submission
    cancelled = cancel_waiting(change)
    leave_unsaid(change)
    if sorted(submission.channels) != sorted(new.channels) and publications_of(change):
        raise _channels_are_fixed()
    base = submission.revision
    add_revision(change, new.words(), Origin.EDIT)
    fill_in(change.app, submission, new)
    change.release_claim()
    change.move(
        SubmissionState.RECEIVED,
        "edited",
        base=base,
        cancelled=cancelled,
        channels=list(new.channels),
        request=new.request_id,
    )


def _check_external_id(change: Change, new: NewSubmission) -> None:
    if new.external_id not in {None, change.submission.external_id}:
        pointer = "/external_id"
        raise InvalidFieldError(
            pointer,
            "Leave `external_id` out, or send the one that the submission has; it cannot change.",
            "Kosongkan `external_id`, atau kirim yang dimiliki kiriman ini; nilainya tidak dapat"
            " diubah.",
        )


def _cannot_edit(state: SubmissionState) -> ConflictError:
    if state is SubmissionState.APPEALED:
        return ConflictError(
            "A person is deciding on the appeal against just these words. Wait for the answer,"
            " or withdraw this submission and send another.",
            "Petugas sedang memutuskan keberatan atas kata-kata ini. Tunggu jawabannya, atau cabut"
            " kiriman ini lalu kirim yang baru.",
        )
    return ConflictError(
        f"This submission is {state} for good. Send a new one.",
        f"Kiriman ini berstatus {state} dan tidak dapat diubah lagi. Kirim yang baru.",
    )


def _channels_are_fixed() -> ConflictError:
    return ConflictError(
        "The channels cannot change once a post was sent to one. Send the same channels; to"
        " publish it elsewhere, withdraw it and send a new one.",
        "Kanal tidak dapat diubah setelah kiriman diteruskan ke salah satunya. Kirim kanal yang"
        " sama; untuk terbit di kanal lain, cabut kiriman ini lalu kirim yang baru.",
    )

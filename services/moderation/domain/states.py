"""States of a submission and of its publications, and the moves between them."""

from enum import StrEnum


class SubmissionState(StrEnum):
    """Where a submission stands; stored."""

    RECEIVED = "received"
    SCREENING = "screening"
    IN_REVIEW = "in_review"
    ESCALATED = "escalated"
    APPROVED = "approved"
    REJECTED = "rejected"
    APPEALED = "appealed"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


_S = SubmissionState
_ANYWHERE = {_S.WITHDRAWN, _S.ERASED}

MOVES: dict[SubmissionState, frozenset[SubmissionState]] = {
    # Back to received, from anywhere it may be edited: a new revision is screened anew.
    _S.RECEIVED: frozenset({_S.RECEIVED, _S.SCREENING, *_ANYWHERE}),
    # Back to received also: a claim whose worker died is given to another.
    _S.SCREENING: frozenset({_S.RECEIVED, _S.IN_REVIEW, _S.APPROVED, _S.REJECTED, *_ANYWHERE}),
    _S.IN_REVIEW: frozenset({_S.RECEIVED, _S.APPROVED, _S.REJECTED, _S.ESCALATED, *_ANYWHERE}),
    _S.ESCALATED: frozenset({_S.RECEIVED, _S.APPROVED, _S.REJECTED, *_ANYWHERE}),
    # Back to review, or to the appeal: a person's decision undone before it left.
    # Approved to rejected happens only together with a recall.
    _S.APPROVED: frozenset(
        {_S.RECEIVED, _S.IN_REVIEW, _S.ESCALATED, _S.APPEALED, _S.REJECTED, *_ANYWHERE}
    ),
    _S.REJECTED: frozenset({_S.RECEIVED, _S.IN_REVIEW, _S.ESCALATED, _S.APPEALED, *_ANYWHERE}),
    _S.APPEALED: frozenset({_S.APPROVED, _S.REJECTED, *_ANYWHERE}),
    _S.WITHDRAWN: frozenset({_S.ERASED}),
    _S.ERASED: frozenset(),
}


class IllegalMoveError(Exception):
    """A submission was asked to move to a state it cannot reach from where it is."""


def check_move(before: SubmissionState, after: SubmissionState) -> None:
    """Raise IllegalMoveError unless `before` may become `after`."""
    if after not in MOVES[before]:
        message = f"{before} cannot become {after}"
        raise IllegalMoveError(message)


class PublicationState(StrEnum):
    """Where a submission stands on one channel."""

    SCHEDULED = "scheduled"
    SENDING = "sending"
    PUBLISHED = "published"
    FAILED = "failed"
    UNKNOWN = "unknown"
    RECALLING = "recalling"
    RECALLED = "recalled"
    REFUSED = "refused"


_P = PublicationState
TROUBLE = frozenset({_P.FAILED, _P.UNKNOWN, _P.REFUSED})
LEAVING = frozenset({_P.RECALLING, _P.RECALLED})
UNDER_WAY = frozenset({_P.SCHEDULED, _P.SENDING, _P.RECALLING})


class ShownState(StrEnum):
    """What answers show, and lists can be filtered by; the last four sum up the publications."""

    RECEIVED = "received"
    SCREENING = "screening"
    IN_REVIEW = "in_review"
    ESCALATED = "escalated"
    APPROVED = "approved"
    REJECTED = "rejected"
    APPEALED = "appealed"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    PUBLISH_FAILED = "publish_failed"
    RECALLED = "recalled"


def shown_state(state: SubmissionState, publications: list[PublicationState]) -> ShownState:
    """Return the state answers show: while approved, a summary of the publications."""
    if state is not SubmissionState.APPROVED or not publications:
        return ShownState(state)
    found = set(publications)
    # What is taken off is told to be in trouble only once no channel is under way any more.
    if found & TROUBLE and not (found & LEAVING and found & UNDER_WAY):
        return ShownState.PUBLISH_FAILED
    if found & LEAVING:
        all_gone = found == {PublicationState.RECALLED}
        return ShownState.RECALLED if all_gone else ShownState.PUBLISHING
    if found == {PublicationState.PUBLISHED}:
        return ShownState.PUBLISHED
    return ShownState.PUBLISHING

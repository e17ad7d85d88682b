"""The database condition for each state that answers show."""

from sqlalchemy import ColumnElement, and_, exists, not_, select, union_all
from sqlalchemy.orm import aliased

from services.moderation.domain.states import (
    LEAVING,
    TROUBLE,
    UNDER_WAY,
    ShownState,
    SubmissionState,
)
from services.moderation.domain.states import PublicationState as P
from services.moderation.store.submissions import Publication, Submission


def _has(*states: P) -> ColumnElement[bool]:
    return exists().where(Publication.submission_id == Submission.id, Publication.state.in_(states))


def _among(*states: P) -> ColumnElement[bool]:
    """Return the same as `_has`, for states that few are in: the database begins with those."""
    few = select(Publication.submission_id).where(Publication.state.in_(states))
    return Submission.id.in_(few)


def _on_the_move() -> ColumnElement[bool]:
    """Return the condition that a channel is under way, or that some but not all took it off."""
    other = aliased(Publication)
    under_way = select(Publication.submission_id).where(Publication.state.in_(UNDER_WAY))
    partly_gone = (
        select(Publication.submission_id)
        .join(other, other.submission_id == Publication.submission_id)
        .where(Publication.state == P.RECALLED, other.state != P.RECALLED)
    )
    return Submission.id.in_(union_all(under_way, partly_gone))


def _only(state: P) -> ColumnElement[bool]:
    return not_(_has(*[other for other in P if other is not state]))


def in_state(state: ShownState) -> ColumnElement[bool]:
    """Return the condition that `domain.states.shown_state` is `state`.

    `approved` finds every approved submission, however far its publication is.
    """
    approved = Submission.state == SubmissionState.APPROVED
    recalled = and_(_among(P.RECALLED), _only(P.RECALLED))
    failed = and_(_among(*TROUBLE), not_(and_(_has(*LEAVING), _has(*UNDER_WAY))))
    shown = {
        ShownState.PUBLISHED: and_(_has(P.PUBLISHED), _only(P.PUBLISHED)),
        ShownState.RECALLED: recalled,
        ShownState.PUBLISH_FAILED: failed,
        ShownState.PUBLISHING: and_(_on_the_move(), not_(failed)),
    }
    return and_(approved, shown[state]) if state in shown else Submission.state == state

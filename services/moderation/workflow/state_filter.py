"""The database condition for each state that answers show."""

from sqlalchemy import ColumnElement, and_, exists, not_

from services.moderation.domain.states import PublicationState as P
from services.moderation.domain.states import ShownState, SubmissionState
from services.moderation.store.submissions import Publication, Submission

_TROUBLE = (P.FAILED, P.UNKNOWN, P.REFUSED)
_LEAVING = (P.RECALLING, P.RECALLED)


def _has(*states: P) -> ColumnElement[bool]:
    return exists().where(Publication.submission_id == Submission.id, Publication.state.in_(states))


def _all_are(state: P) -> ColumnElement[bool]:
    others = [other for other in P if other is not state]
    return and_(_has(state), not_(_has(*others)))


def in_state(state: ShownState) -> ColumnElement[bool]:
    """Return the condition that `domain.states.shown_state` is `state`.

    `approved` finds every approved submission, however far its publication is.
    """
    approved = Submission.state == SubmissionState.APPROVED
    published, recalled = _all_are(P.PUBLISHED), _all_are(P.RECALLED)
    failed = and_(_has(*_TROUBLE), not_(_has(*_LEAVING)))
    shown = {
        ShownState.PUBLISHED: published,
        ShownState.RECALLED: recalled,
        ShownState.PUBLISH_FAILED: failed,
        ShownState.PUBLISHING: and_(not_(published), not_(recalled), not_(failed)),
    }
    return and_(approved, shown[state]) if state in shown else Submission.state == state

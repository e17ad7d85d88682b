"""Lists by state find exactly what answers show in that state, however its channels stand."""

from itertools import combinations_with_replacement

import pytest
from sqlalchemy import delete

from services.moderation.domain.states import PublicationState as P
from services.moderation.domain.states import ShownState, SubmissionState, shown_state
from services.moderation.store.submissions import Publication
from services.moderation.wiring import Moderation
from services.moderation.workflow.view import Filter, list_submissions
from shared.clock import utc_now
from tests.support.moderation import FRIENDLY, row, screened

SUMMED_UP = {
    ShownState.PUBLISHING,
    ShownState.PUBLISHED,
    ShownState.PUBLISH_FAILED,
    ShownState.RECALLED,
}


@pytest.fixture
def approved(app: Moderation) -> str:
    """Give a submission that was approved."""
    return screened(app, FRIENDLY)


def _let_stand(app: Moderation, submission_id: str, states: tuple[P, ...]) -> None:
    """Give it one channel for each of these states."""
    with app.database.writing() as session:
        session.execute(delete(Publication))
        session.add_all(
            Publication(
                submission_id=submission_id,
                channel=f"channel-{number}",
                state=state,
                revision=1,
                seq=1,
                updated_at=utc_now(),
            )
            for number, state in enumerate(states)
        )


@pytest.mark.parametrize(
    ("states", "shown"),
    [
        ((P.RECALLED, P.RECALLED), ShownState.RECALLED),
        ((P.RECALLED, P.RECALLING), ShownState.PUBLISHING),
        ((P.RECALLED, P.FAILED), ShownState.PUBLISH_FAILED),
        ((P.RECALLED, P.UNKNOWN), ShownState.PUBLISH_FAILED),
        ((P.RECALLING, P.FAILED), ShownState.PUBLISHING),
        ((P.RECALLED, P.FAILED, P.SENDING), ShownState.PUBLISHING),
        ((P.PUBLISHED, P.FAILED), ShownState.PUBLISH_FAILED),
    ],
)
def test_a_failed_recall_is_told_once_nothing_is_under_way(
    states: tuple[P, ...], shown: ShownState
) -> None:
    assert shown_state(SubmissionState.APPROVED, list(states)) is shown


@pytest.mark.parametrize("channels", [0, 1, 2, 3])
def test_a_list_by_state_finds_what_answers_show_in_it(
    app: Moderation, approved: str, channels: int
) -> None:
    for states in combinations_with_replacement(P, channels):
        _let_stand(app, approved, states)
        found = {
            state for state in SUMMED_UP if list_submissions(app, Filter(state=state))["items"]
        }
        assert found == {shown_state(row(app, approved).state, list(states))} & SUMMED_UP, states

"""kill -9 in the middle of a transaction: it was done wholly, or not at all."""

import pytest

from tests.faults.faulty import Faulty
from tests.faults.gate import Place, Service

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

STORE_THE_POST = Place(Service.MODERATION, "submissions", "INSERT", "id")
DECIDE = Place(Service.MODERATION, "decisions", "INSERT", "submission_id")
CLAIM = Place(
    Service.PUBLISHER, "ledger", "UPDATE OF attempts", "submission_id", "state = 'sending'"
)
POST = Place(Service.PUBLISHER, "site_posts", "INSERT", "submission_id")


@pytest.mark.parametrize(
    ("process", "place"),
    [
        pytest.param("api", STORE_THE_POST, id="api stores a post"),
        pytest.param("worker", DECIDE, id="worker stores what screening found, and decides"),
        pytest.param("publisher", CLAIM, id="publisher claims what to post, before the call"),
        pytest.param("publisher", POST, id="publisher posts, and keeps the outcome"),
    ],
)
def test_a_process_that_dies_in_a_transaction_leaves_the_whole_of_it_or_nothing(
    stack: Faulty, process: str, place: Place
) -> None:
    """First before the commit; then in it: that is carried out, and the process never hears."""
    with stack.rushing(), stack.gate(place) as gate:
        for committing in (False, True):
            with gate.closed(committing=committing):
                key = gate.wait_for_somebody()
                stack.running.kill(process)
            assert gate.is_done(key) == committing
            stack.start_again(process)
    stack.check_everything_ended_well()

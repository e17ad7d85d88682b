"""kill -9 in the middle of a rush, and again while it recovers: nothing lost, nothing twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.running import Running
from tests.support.rush import CLIENTS, Rush, check_everything_ended_well, make_posts

pytestmark = pytest.mark.e2e

POSTS = 200


@pytest.mark.timeout(420)
def test_what_was_accepted_survives_two_kills_and_stands_exactly_once(
    installation: Running,
) -> None:
    rush, all_posts = Rush(), make_posts(POSTS)
    installation.start()
    for answered in (POSTS // 3, 2 * POSTS // 3):
        with ThreadPoolExecutor(CLIENTS) as clients:
            unanswered = rush.unanswered(all_posts)
            sent = [clients.submit(rush.send, installation.app, post) for post in unanswered]
            rush.wait_until(answered)
            installation.kill_all()
            clients.shutdown(cancel_futures=True)
        assert [one.exception() for one in sent if not one.cancelled() and one.exception()] == []
        # The second round begins while claims and messages of the first are still held.
        installation.start()
    for submission_id in rush.promised:
        installation.app.submission(submission_id)
    for post in rush.unanswered(all_posts):
        assert rush.send(installation.app, post)
    assert len(rush.promised) == POSTS
    check_everything_ended_well(installation, rush)

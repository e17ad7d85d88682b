"""Commands for a publisher that has never run wait for it."""

import pytest

from tests.faults.faulty import Faulty

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]


def test_what_is_approved_before_the_publisher_has_ever_run_is_published_once_it_does(
    stopped: Faulty,
) -> None:
    running = stopped.running
    running.processes = ("api", "worker", "relay")
    running.start()
    with stopped.rush.sending(running.app, stopped.more_posts()):
        pass
    for submission_id, post in stopped.rush.promised.items():
        wanted = "publishing" if post.end == "published" else post.end
        running.app.wait_until(submission_id, wanted)
    running.processes = type(running).processes
    stopped.start_again("publisher")
    stopped.check_everything_ended_well()

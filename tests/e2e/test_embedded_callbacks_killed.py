"""kill -9 after an app was called and before that was written down."""

import threading

import pytest

from tests.support.callback_receiver import callback_receiver
from tests.support.moderation import ABUSIVE
from tests.support.receiver import answer, wait_for_event
from tests.support.running import EmbeddedRunning
from tests.support.waiting import BOUND_SECONDS, wait_for

pytestmark = pytest.mark.e2e


@pytest.mark.timeout(240)
def test_it_is_called_again_under_the_same_id(embedded: EmbeddedRunning) -> None:
    """Counted at the app, which drops the second by its `webhook-id`."""
    killed = threading.Event()
    embedded.start()
    source = embedded.app.submission(embedded.app.submit(ABUSIVE))["source"]
    with callback_receiver() as receiver:
        done = embedded.saring("callbacks", "set", source, receiver.url)
        secret = done.stdout.splitlines()[-1]
        receiver.next.append(wait_for_event(killed, answer(200)))
        submission_id = embedded.app.submit(ABUSIVE)
        wait_for(lambda: len(receiver.of(submission_id)) == 1, "the app is called")
        embedded.kill("up")
        killed.set()
        embedded.start()
        # Not before the lease of the process that was killed has run out.
        wait_for(
            lambda: len(receiver.of(submission_id)) == 2,
            "the app is called again",
            seconds=3 * BOUND_SECONDS,
        )
        wait_for(
            lambda: embedded.metric("saring_callbacks_total", result="delivered") == 1,
            "that is written down",
        )
        first, second = receiver.of(submission_id)
        assert first.id == second.id
        assert first.body == second.body
        assert second.is_signed_by(secret)
        assert embedded.stop() == 0

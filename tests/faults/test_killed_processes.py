"""kill -9 of each process in the middle of a rush: nothing is lost, nothing stands twice."""

import os
import random
import signal
import time

import pytest

from tests.faults.faulty import Faulty
from tests.faults.frozen import children, freeze_in
from tests.faults.progress import is_screening
from tests.support.stack import STANDBY
from tests.support.waiting import wait_for

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

TAKE_OVER_SECONDS = 10
"""What the design promises of a relay that stands by."""


def kill_at_random_moments(stack: Faulty, process: str, *, times: int) -> None:
    """Kill a process and start it again, some time after it has begun to work each time."""
    moments = random.Random(process)  # noqa: S311 - no secret
    for _ in range(times):
        time.sleep(moments.uniform(0, 0.5))
        stack.running.kill(process)
        stack.start_again(process)


def test_an_api_that_is_killed_breaks_no_promise(stack: Faulty) -> None:
    with stack.rush.sending(stack.running.app, stack.more_posts()):
        for part in (0.3, 0.6):
            stack.wait_until_promised(part)
            stack.running.kill("api")
            stack.start_again("api")
    stack.check_everything_ended_well()


def test_what_a_killed_worker_was_screening_is_screened_by_another(stack: Faulty) -> None:
    """A child alone, which Celery replaces; then the whole worker, with every child."""
    running = stack.running
    with (
        running.moderation_database() as moderation,
        stack.rush.sending(running.app, stack.more_posts()),
    ):

        def freeze_child() -> int:
            return freeze_in(
                lambda: children(running.pid("worker")),
                lambda pid: is_screening(moderation, pid),
            )

        os.kill(freeze_child(), signal.SIGKILL)
        freeze_child()
        running.kill("worker")
        stack.start_again("worker")
    stack.check_everything_ended_well()


@pytest.mark.parametrize("process", ["relay", "publisher"])
def test_a_process_that_is_killed_at_random_moments_loses_nothing(
    stack: Faulty, process: str
) -> None:
    """The exact moments are in `test_in_a_transaction.py` and `test_copies.py`."""
    with stack.rushing():
        kill_at_random_moments(stack, process, times=3)
    stack.check_everything_ended_well()


def test_a_relay_that_stands_by_takes_over_when_the_other_is_killed(stack: Faulty) -> None:
    running = stack.running
    running.start_one(STANDBY)
    running.wait_until_listening(STANDBY)
    with stack.rushing():
        active = running.output().count('"relay_active"')
        running.kill("relay")
        wait_for(
            lambda: running.output().count('"relay_active"') > active,
            "the other relay takes over",
            seconds=TAKE_OVER_SECONDS,
        )
    stack.start_again("relay")
    running.kill(STANDBY)
    stack.check_everything_ended_well()

"""Telling workers of a post through a broker that does not do what it should."""

import threading

import pytest
from amqp.exceptions import (  # type: ignore[import-untyped]
    AccessRefused,
    ConnectionForced,
)
from kombu.exceptions import OperationalError

from services.moderation.tasks import CeleryDispatcher, DispatcherBeside, make_celery

BOUND_SECONDS = 30


@pytest.mark.parametrize(
    "error", [OperationalError(), ConnectionForced(), AccessRefused(), TimeoutError()]
)
def test_whatever_the_broker_does_the_post_is_stored_and_the_sweep_is_told_to_try_again(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    celery = make_celery("amqp://nobody@127.0.0.1:1/saring")

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(celery, "send_task", fail)
    assert CeleryDispatcher(celery).dispatch("a-post") is False


class _Hanging:
    """Dispatches one post at a time, each when the test says so."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.answers = threading.Semaphore(0)
        self.done = threading.Semaphore(0)

    def dispatch(self, submission_id: str) -> bool:
        self.answers.acquire()
        self.told.append(submission_id)
        self.done.release()
        return True


def test_a_broker_that_hangs_keeps_nobody_waiting_and_is_told_in_order_later() -> None:
    hanging = _Hanging()
    beside = DispatcherBeside(hanging)
    posts = [str(number) for number in range(5)]
    assert all(beside.dispatch(post) for post in posts)
    assert hanging.told == []
    for _ in posts:
        hanging.answers.release()
        assert hanging.done.acquire(timeout=BOUND_SECONDS)
    assert hanging.told == posts


def test_what_a_hanging_broker_has_no_room_for_is_left_to_the_sweep() -> None:
    beside = DispatcherBeside(_Hanging())
    assert not all(beside.dispatch(str(number)) for number in range(2000))

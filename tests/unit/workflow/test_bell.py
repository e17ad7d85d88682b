"""The bell that wakes loops: no ring is lost, and none wakes more than it must."""

import threading
import time
from collections.abc import Callable

import pytest

from services.moderation.wiring import Bell
from tests.support.waiting import wait_for

LONG, SHORT = 20, 0.05


@pytest.fixture
def woken() -> list[float]:
    """Return what each listener appends to when it wakes."""
    return []


@pytest.fixture
def listen(woken: list[float]) -> Callable[[Bell], threading.Thread]:
    """Return a function that starts a listener."""

    def start(bell: Bell) -> threading.Thread:
        def run() -> None:
            bell.wait(LONG)
            woken.append(time.monotonic())

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        wait_for(lambda: bell.waiting > 0, "it waits")
        return thread

    return start


def test_a_ring_before_anybody_waits_is_heard_once() -> None:
    bell = Bell()
    bell.ring()
    bell.ring()
    begun = time.monotonic()
    bell.wait(LONG)
    assert time.monotonic() - begun < LONG / 2
    begun = time.monotonic()
    bell.wait(SHORT)
    assert time.monotonic() - begun >= SHORT


def test_each_ring_wakes_one(
    woken: list[float], listen: Callable[[Bell], threading.Thread]
) -> None:
    bell = Bell()
    first = listen(bell)
    second = listen(bell)
    wait_for(lambda: bell.waiting == 2, "both wait")
    bell.ring()
    wait_for(lambda: len(woken) == 1, "one wakes")
    time.sleep(SHORT)
    assert len(woken) == 1
    bell.ring()
    for thread in (first, second):
        thread.join(LONG / 2)
    assert len(woken) == 2


def test_two_rings_at_once_wake_two(
    woken: list[float], listen: Callable[[Bell], threading.Thread]
) -> None:
    bell = Bell()
    threads = [listen(bell), listen(bell)]
    wait_for(lambda: bell.waiting == 2, "both wait")
    bell.ring()
    bell.ring()
    for thread in threads:
        thread.join(LONG / 2)
    assert len(woken) == 2

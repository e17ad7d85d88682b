"""Waiting for what must come true, with a bound so generous that a slow machine keeps it."""

import time
from collections.abc import Callable
from typing import TypeVar

BOUND_SECONDS = 30.0
_PAUSE_SECONDS = 0.1

T = TypeVar("T")


def wait_for(condition: Callable[[], T], what: str, *, seconds: float = BOUND_SECONDS) -> T:
    """Return what `condition` gives as soon as it is truthy; fail, saying `what` never came."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s in vain: {what}"
        time.sleep(_PAUSE_SECONDS)
    return found

"""Waiting for what must come true, with an end."""

import time
from collections.abc import Callable

_PAUSE_SECONDS = 0.05


class StackError(Exception):
    """The stack cannot run; the message says in one line why, and what to do."""


def wait_until(condition: Callable[[], bool], what: str, *, seconds: float) -> None:
    """Return once `condition` holds. Raises StackError that says what never came."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            message = f"waited {seconds:.0f} s in vain: {what}"
            raise StackError(message)
        time.sleep(_PAUSE_SECONDS)

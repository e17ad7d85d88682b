"""Killing a process at the very moment that a test is about."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from tests.support.waiting import BOUND_SECONDS

_REACHES_THE_DATABASE_SECONDS = 0.05
"""A commit that was sent before the process was frozen is seen by then."""


def children(pid: int) -> list[int]:
    """Return the processes that a process has started itself."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
    return [int(child) for child in listed.split()]


def freeze_in(pids: Callable[[], Iterable[int]], at_it: Callable[[int], bool]) -> int:
    """Freeze the first process that is `at_it`, at a random moment; return its number.

    Frozen it cannot get any further, so that what `at_it` saw is still so when it is killed.
    """
    moments = random.Random(1)  # noqa: S311 - no secret
    deadline = time.monotonic() + BOUND_SECONDS
    while time.monotonic() < deadline:
        for pid in pids():
            if at_it(pid) and _stays(pid, at_it):
                return pid
        time.sleep(moments.uniform(0, 0.02))
    message = "no process was ever found in the middle of it"
    raise AssertionError(message)


def _stays(pid: int, at_it: Callable[[int], bool]) -> bool:
    """Freeze a process and look again; let it go on if it was faster."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)
        time.sleep(_REACHES_THE_DATABASE_SECONDS)
        if at_it(pid):
            return True
        os.kill(pid, signal.SIGCONT)
    return False

"""Loops of the embedded process: a thread each; one that ends takes the process down."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

MAX_FAILURES = 5
"""So many failed steps in a row end a loop, and with it the process: it must not limp unseen."""

_log = structlog.get_logger()


@dataclass(slots=True)
class Stop:
    """Says to every loop that it is time to go, and why."""

    requested: threading.Event = field(default_factory=threading.Event)
    failed: bool = False

    def request(self, *, failed: bool = False) -> None:
        """Ask every loop to end; `failed` if one of them ended by itself."""
        self.failed = self.failed or failed
        self.requested.set()


def start_loop(
    name: str, step: Callable[[], object], wait: Callable[[], object], stop: Stop
) -> threading.Thread:
    """Run `step` again and again: at once while it finds work, after `wait` otherwise."""
    return start_thread(name, lambda: _run(name, step, wait, stop), stop)


def start_thread(name: str, target: Callable[[], object], stop: Stop) -> threading.Thread:
    """Start a thread whose end, unless asked for, stops the process."""

    def run() -> None:
        try:
            target()
        except Exception:  # noqa: BLE001 - whatever it is, the process must go down with it
            _log.exception("thread_failed", thread=name)
        finally:
            if not stop.requested.is_set():
                _log.critical("thread_ended", thread=name)
                stop.request(failed=True)

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread


def _run(name: str, step: Callable[[], object], wait: Callable[[], object], stop: Stop) -> None:
    failures = 0
    while not stop.requested.is_set():
        try:
            worked = step()
            failures = 0
        except Exception:
            failures += 1
            _log.exception("step_failed", thread=name, failures=failures)
            if failures == MAX_FAILURES:
                raise
            time.sleep(0.2 * failures)
            continue
        if not worked:
            wait()

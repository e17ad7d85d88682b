"""Loops of a process: a thread each; one that ends takes the others with it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

MAX_FAILURES = 5
"""So many failed steps in a row end a loop, and with it the process: it must not limp unseen."""

_PAUSE_CAP_SECONDS = 5.0
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


@dataclass(slots=True)
class Loops:
    """Threads that live and end together.

    A step that raises one of `transient` is tried again for ever, a little later each time: what
    it needs (a database, a broker) is away and will be back.
    """

    stop: Stop = field(default_factory=Stop)
    transient: tuple[type[Exception], ...] = ()
    _threads: list[threading.Thread] = field(default_factory=list)

    def add(self, name: str, step: Callable[[], object], wait: Callable[[], object]) -> None:
        """Run `step` again and again: at once while it finds work, after `wait` otherwise."""
        self.add_thread(name, lambda: self._run(name, step, wait))

    def add_thread(self, name: str, target: Callable[[], object]) -> None:
        """Start a thread; its end, unless asked for, stops them all."""

        def run() -> None:
            try:
                target()
            except Exception:  # noqa: BLE001 - whatever it is, the process must go down with it
                _log.exception("thread_failed", thread=name)
            finally:
                if not self.stop.requested.is_set():
                    _log.critical("thread_ended", thread=name)
                    self.stop.request(failed=True)

        thread = threading.Thread(target=run, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def join(self, *, seconds: float) -> None:
        """Wait for every thread to end, `seconds` at the most for all of them together."""
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(timeout=max(0.0, deadline - time.monotonic()))

    def _run(self, name: str, step: Callable[[], object], wait: Callable[[], object]) -> None:
        failures = 0
        while not self.stop.requested.is_set():
            try:
                worked = step()
            except self.transient as error:
                failures += 1
                _log.warning("step_waits", thread=name, error=type(error).__name__)
            except Exception:
                failures += 1
                _log.exception("step_failed", thread=name, failures=failures)
                if failures >= MAX_FAILURES:
                    raise
            else:
                failures = 0
                if not worked:
                    wait()
                continue
            self.stop.requested.wait(min(0.2 * failures, _PAUSE_CAP_SECONDS))

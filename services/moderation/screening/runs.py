"""Run checkers over a passage, each within its deadline, so that a hung one blocks nobody."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue

import structlog

from services.moderation.domain.screening import Failure, FailureKind
from services.moderation.screening.attempt import Outcome, attempt
from services.moderation.screening.checker import Checker, Passage

OnHang = Callable[[str], None]

_log = structlog.get_logger()


def end_process(checker: str) -> None:
    """Log that `checker` hangs and end the process: a thread cannot be stopped, a process can."""
    _log.critical("checker_hangs", checker=checker)
    os._exit(1)


@dataclass(slots=True, eq=False)
class _Step:
    """One checker at work."""

    checker: Checker
    since: float = field(default_factory=time.monotonic)
    is_over: bool = False


@dataclass(slots=True, eq=False)
class _Run:
    """Checkers in a row over one passage; one worker owns it, and one caller waits for it.

    It changes only under `changed`. A worker whose step is over its deadline loses the run.
    """

    checkers: Sequence[Checker]
    passage: Passage
    outcomes: list[Outcome] = field(default_factory=list)
    owner: "_Worker | None" = None
    step: _Step | None = None
    changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def is_over(self) -> bool:
        """Tell whether every checker has an outcome."""
        return len(self.outcomes) == len(self.checkers)

    def begin(self, worker: "_Worker") -> _Step | None:
        """Start the next checker's clock; None when the run is over, or no longer `worker`'s."""
        with self.changed:
            if self.owner is not worker or self.is_over:
                return None
            self.step = _Step(self.checkers[len(self.outcomes)])
            return self.step

    def end(self, worker: "_Worker", step: _Step, outcome: Outcome) -> None:
        """Keep the outcome of `step`, unless it came too late."""
        step.is_over = True
        with self.changed:
            if self.owner is worker:
                self.outcomes.append(outcome)
                self.step = None
                if self.is_over:
                    self.changed.notify()

    def wait(self, worker: "_Worker", deadline: float) -> _Step | None:
        """Wait until the run is over; return the step that went past `deadline`, if one did."""
        with self.changed:
            self.owner = worker
            worker.take(self)
            while not self.is_over:
                left = deadline
                if self.step:
                    left += self.step.since - time.monotonic()
                if self.step and left <= 0:
                    late, self.step, self.owner = self.step, None, None
                    self.outcomes.append(Failure(late.checker.name, FailureKind.TIMEOUT))
                    return late
                self.changed.wait(left)
            return None


class _Worker:
    """A thread that works on one run after another, then rests until it is given the next."""

    def __init__(self, rest: Callable[["_Worker"], None]) -> None:
        self._rest = rest
        self._runs: SimpleQueue[_Run | None] = SimpleQueue()
        threading.Thread(target=self._work, name="checkers", daemon=True).start()

    def take(self, run: _Run | None) -> None:
        """Work on `run`; None ends the thread."""
        self._runs.put(run)

    def _work(self) -> None:
        while (run := self._runs.get()) is not None:
            while (step := run.begin(self)) is not None:
                run.end(self, step, attempt(step.checker, run.passage))
            # A resting thread must not keep a citizen's text in memory.
            del run
            self._rest(self)


class Runs:
    """Runs checkers in threads of its own, started when they are first needed (after a fork).

    `deadline` and `hang` are seconds: past the first a checker has failed, past the second
    `on_hang` is called with its name.
    """

    def __init__(self, *, deadline: float, hang: float, on_hang: OnHang) -> None:
        self._deadline = deadline
        self._hang = hang
        self._on_hang = on_hang
        self._idle: list[_Worker] = []
        self._timers: list[threading.Timer] = []
        self._lock = threading.Lock()
        self._closed = False

    def run(self, checkers: Sequence[Checker], passage: Passage) -> list[Outcome]:
        """Return one outcome per checker, in order."""
        run = _Run(checkers, passage)
        while not run.is_over:
            late = run.wait(self._worker(), self._deadline)
            if late:
                _log.error("checker_failed", checker=late.checker.name, kind="timeout")
                self._watch(late)
        return run.outcomes

    def close(self) -> None:
        """End the threads that rest; those at work end after their step."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            timers, self._timers = self._timers, []
        for worker in idle:
            worker.take(None)
        for timer in timers:
            timer.cancel()

    def _worker(self) -> _Worker:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return _Worker(self._rest)

    def _rest(self, worker: _Worker) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(worker)
                return
        worker.take(None)

    def _watch(self, step: _Step) -> None:
        """Call `on_hang` if `step` is still at work when it has been for `hang` seconds."""

        def look() -> None:
            if not step.is_over:
                self._on_hang(step.checker.name)

        left = step.since + self._hang - time.monotonic()
        timer = threading.Timer(max(left, 0), look)
        timer.daemon = True
        with self._lock:
            self._timers = [one for one in self._timers if one.is_alive()]
            self._timers.append(timer)
            timer.start()

"""Hanging checkers: they time out, nobody else waits for them, and one that never ends is named."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from services.moderation.domain.screening import Failure, FailureKind, Verdict
from services.moderation.screening.checker import Passage, Result
from services.moderation.screening.pipeline import Screener
from services.moderation.screening.policy import load_policy
from tests.unit.screening.examples import OTHERS, Steady

POLICY = load_policy()


@dataclass
class Hanging(Steady):
    """A checker that answers only when it is released."""

    released: threading.Event = field(default_factory=threading.Event)

    def check(self, passage: Passage) -> Result:
        self.released.wait(60)
        return super().check(passage)


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until `condition` holds, at most half a minute."""
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_hanging_checker_times_out_and_the_rest_still_answers() -> None:
    hanging = Hanging("slow")
    screener = Screener([hanging, OTHERS], POLICY, deadline_seconds=0.2)
    result = screener.screen("halo")
    hanging.released.set()
    screener.close()
    assert result.verdict is Verdict.REVIEW
    assert result.failures == (Failure("slow", FailureKind.TIMEOUT),)
    assert result.scores["toxicity"] == 0.0
    assert result.scores["spam"] is None


def test_many_hung_checkers_do_not_keep_others_from_being_screened() -> None:
    hanging = Hanging("slow")
    screener = Screener([hanging, OTHERS], POLICY, deadline_seconds=0.1)
    with ThreadPoolExecutor(8) as callers:
        results = list(callers.map(screener.screen, ["halo"] * 24))
    assert {result.failures for result in results} == {(Failure("slow", FailureKind.TIMEOUT),)}
    hanging.released.set()
    assert screener.screen("halo").failures == ()
    screener.close()


def test_a_checker_that_never_ends_is_reported_by_name() -> None:
    hung: list[str] = []
    hanging = Hanging("stuck")
    screener = Screener(
        [hanging], POLICY, deadline_seconds=0.05, hang_seconds=0.1, on_hang=hung.append
    )
    screener.screen("halo")
    wait_for(lambda: bool(hung))
    assert hung == ["stuck"]
    hanging.released.set()
    screener.close()


def test_a_checker_that_ends_late_is_not_reported() -> None:
    hung: list[str] = []
    hanging = Hanging("late")
    screener = Screener(
        [hanging], POLICY, deadline_seconds=0.05, hang_seconds=0.5, on_hang=hung.append
    )
    screener.screen("halo")
    hanging.released.set()
    time.sleep(0.7)
    assert hung == []
    screener.close()

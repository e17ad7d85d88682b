"""How long a callback waits before it is tried again."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.workflow.deliver import retry_seconds

HOUR = 3600


class _Longest(random.Random):
    """Chance that always draws the longest wait."""

    def uniform(self, a: float, b: float) -> float:
        del a
        return b


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same waits at every run


@pytest.mark.parametrize(
    ("attempts", "bound"), [(1, 5), (2, 10), (3, 20), (5, 80), (10, 2560), (11, HOUR), (500, HOUR)]
)
def test_the_bound_doubles_up_to_an_hour(attempts: int, bound: float) -> None:
    assert retry_seconds(attempts, None, _Longest()) == bound


@given(
    st.integers(1, 10_000),
    st.none() | st.floats(0, 1e9, allow_nan=False),
    st.integers(0, 2**32),
)
def test_a_wait_is_between_a_second_and_an_hour_and_as_long_as_was_asked(
    attempts: int, asked: float | None, seed: int
) -> None:
    seconds = retry_seconds(attempts, asked, _chance(seed))
    assert 1 <= seconds <= HOUR
    assert seconds >= min(asked or 0, HOUR)


def test_receivers_that_fail_together_are_not_asked_again_together() -> None:
    """Full jitter: the waits are spread over the whole of it."""
    waits = [retry_seconds(8, None, _chance(seed)) for seed in range(200)]
    assert min(waits) < 64
    assert max(waits) > 576
    assert len(set(waits)) > 190

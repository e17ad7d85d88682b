"""How `Prefer: wait=N` is read (RFC 7240)."""

import pytest

from services.moderation.http.waiting import wanted_seconds


@pytest.mark.parametrize(
    ("prefer", "seconds"),
    [
        ("wait=10", 10),
        ("WAIT = 10", 10),
        ('wait="5"', 5),
        ("respond-async, wait=7", 7),
        ("wait=7; foo=bar", 7),
        ("wait=3, wait=9", 3),
        ("wait=0", 0),
        ("wait=999", 30),
    ],
)
def test_the_first_wait_preference_counts_up_to_thirty_seconds(prefer: str, seconds: int) -> None:
    assert wanted_seconds(prefer) == seconds


@pytest.mark.parametrize(
    "prefer",
    [None, "", "wait", "wait=", "wait=soon", "wait=-1", "wait=1.5", "wait=٣", "return=minimal"],
)
def test_a_preference_that_is_not_understood_is_ignored(prefer: str | None) -> None:
    assert wanted_seconds(prefer) is None

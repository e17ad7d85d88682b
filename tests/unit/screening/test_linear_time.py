"""No text of 20,000 characters, however nasty, keeps a checker busy for long."""

import time

import pytest

from services.moderation.domain.screening import Screening
from services.moderation.screening.assembly import make_screener
from services.moderation.screening.pipeline import Screener

LONGEST = 20_000
# Far above what is measured (0.1 to 0.5 s), far below what backtracking would take.
BOUND_SECONDS = 15

NASTY = [
    "1", " ", "@", "a", "(", "-", "0 ", "08 ", "+6 2 ", "(0", "a@", "a@a.", "a.", "1-", "((a",
    "340401 ", "3404011203850001 ", "0812345678 ", "a b ", "𝗦 𝗟 𝗢 𝗧 ", "ﷺ", "e\u0301",
    "\u200b", "😀", "dora77 ", "a(at)a(dot)", "\n\t", "م ",
]  # fmt: skip


@pytest.fixture(scope="module")
def screener() -> Screener:
    """Give the screener as released, with a deadline that shows a slow checker as a failure."""
    return make_screener()


WORDS = ["nik ", "sebarkan ", "slot gacor ", "anjing ", "jalan rusak, akeh sing tiba. "]

BY_PIECES = {"language", "toxicity"}
"""Checkers that give no answer to a text of far more pieces than words have."""


def screened(screener: Screener, part: str) -> Screening:
    """Screen the longest text of that part, in good time."""
    began = time.monotonic()
    result = screener.screen((part * LONGEST)[:LONGEST])
    assert time.monotonic() - began < BOUND_SECONDS
    return result


@pytest.mark.parametrize("part", NASTY)
def test_a_long_nasty_text_is_soon_done(screener: Screener, part: str) -> None:
    result = screened(screener, part)
    assert {one.checker for one in result.failures} <= BY_PIECES


@pytest.mark.parametrize("part", WORDS)
def test_the_longest_text_of_words_is_screened_completely(screener: Screener, part: str) -> None:
    assert screened(screener, part).failures == ()

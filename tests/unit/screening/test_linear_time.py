"""No text of 20,000 characters, however nasty, keeps a checker busy for long."""

import time

import pytest

from services.moderation.screening.assembly import make_screener
from services.moderation.screening.pipeline import Screener

LONGEST = 20_000
# Far above what is measured (0.1 to 0.5 s), far below what backtracking would take.
BOUND_SECONDS = 15

NASTY = [
    "1", " ", "@", "a", "(", "-", "0 ", "08 ", "+6 2 ", "(0", "a@", "a@a.", "a.", "1-", "((a",
    "340401 ", "3404011203850001 ", "0812345678 ", "nik ", "a b ", "𝗦 𝗟 𝗢 𝗧 ", "ﷺ", "e\u0301",
    "\u200b", "😀", "sebarkan ", "slot gacor ", "dora77 ", "a(at)a(dot)", "anjing ", "\n\t", "م ",
]  # fmt: skip


@pytest.fixture(scope="module")
def screener() -> Screener:
    """Give the screener as released, with a deadline that shows a slow checker as a failure."""
    return make_screener()


@pytest.mark.parametrize("part", NASTY)
def test_a_long_nasty_text_is_screened_completely(screener: Screener, part: str) -> None:
    text = (part * LONGEST)[:LONGEST]
    began = time.monotonic()
    result = screener.screen(text)
    assert result.failures == ()
    assert time.monotonic() - began < BOUND_SECONDS

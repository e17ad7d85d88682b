"""Explanations: the words that carry a score, for what is flagged."""

from collections.abc import Sequence

import pytest

from services.moderation.screening.checker import Passage
from services.moderation.screening.encoder import Encoder, Floats
from services.moderation.screening.explanation import MOST, explain
from services.moderation.screening.toxicity import ToxicityChecker

CALM = "Jalan di depan pasar sudah diperbaiki dan warga merasa senang. "
ABUSE = "dasar bupati anjing goblok bangsat"


class Counting(Encoder):
    """An encoder that notes how many texts it is given at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    def together(self, texts: Sequence[str]) -> Floats:
        self.asked.append(len(texts))
        return super().together(texts)


@pytest.fixture(scope="module")
def encoder() -> Counting:
    return Counting()


def spans(encoder: Encoder, text: str) -> set[str | None]:
    """Return the words that the findings of a text point at."""
    found = ToxicityChecker(encoder).check(Passage(text)).findings
    assert found
    return {None if one.start is None else text[one.start : one.end] for one in found}


@pytest.mark.parametrize(
    "text",
    [
        f"{ABUSE}.",
        f"{CALM}{ABUSE}.",
        f"{CALM * 20}{ABUSE}. {CALM * 20}",
        f"😀😀 {CALM}\n\n{ABUSE}",
    ],
)
def test_the_words_that_carry_the_score_are_pointed_at(encoder: Counting, text: str) -> None:
    for span in spans(encoder, text):
        assert span is not None
        assert set(span.strip(".").split()) & set(ABUSE.split())
        assert len(span) < len(text) or len(text) <= len(ABUSE) + 1


def test_a_single_word_is_its_own_explanation(encoder: Counting) -> None:
    assert spans(encoder, "bangsat") == {"bangsat"}


@pytest.mark.parametrize("text", [ABUSE, f"{CALM * 20}{ABUSE}. {CALM * 20}"])
def test_few_texts_are_read_for_it_at_once(encoder: Counting, text: str) -> None:
    encoder.asked.clear()
    explain(encoder, text, encoder.read(text), encoder.column("toxicity"))
    assert len(encoder.asked) == 1
    assert 1 < encoder.asked[0] <= MOST


def test_what_is_not_flagged_is_not_explained(encoder: Counting) -> None:
    encoder.asked.clear()
    assert ToxicityChecker(encoder).check(Passage(CALM)).findings == ()
    assert encoder.asked == []

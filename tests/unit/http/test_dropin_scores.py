"""How our scores become the categories and spans of the drop-in endpoints."""

import pytest

from services.moderation.domain.screening import TOXICITY_SCORES
from services.moderation.http.dropin.categories import (
    NEEDED,
    category_scores,
    is_flagged,
)
from services.moderation.http.dropin.sentences import sentence_spans

QUIET = dict.fromkeys(NEEDED, 0.1)


@pytest.mark.parametrize(
    ("scores", "above"),
    [
        ({}, set()),
        ({"toxicity": 0.5}, {"harassment"}),
        ({"insult": 0.9}, {"harassment"}),
        ({"identity_attack": 0.5}, {"hate"}),
        ({"threat": 0.6}, {"harassment/threatening", "violence"}),
        (
            {"threat": 0.6, "identity_attack": 0.7},
            {"harassment/threatening", "hate", "hate/threatening", "violence"},
        ),
        ({"sexual_explicit": 0.8}, {"sexual"}),
    ],
)
def test_a_score_raises_its_categories_and_no_other(
    scores: dict[str, float], above: set[str]
) -> None:
    found = category_scores([QUIET | scores])
    assert {name for name, score in found.items() if score >= 0.5} == above
    assert is_flagged(found) == bool(above)


def test_of_several_parts_the_worst_counts_by_category() -> None:
    parts = [QUIET | {"threat": 0.9}, QUIET | {"identity_attack": 0.8}]
    found = category_scores(parts)
    assert (found["violence"], found["hate"], found["hate/threatening"]) == (0.9, 0.8, 0.1)


def test_swearing_alone_is_no_category() -> None:
    """OpenAI flags no profanity for itself; Perspective's PROFANITY is for that."""
    assert set(TOXICITY_SCORES) - NEEDED == {"obscene", "severe_toxicity"}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Satu saja", ["Satu saja"]),
        ("Satu. Dua! Tiga? Empat… Lima", ["Satu.", "Dua!", "Tiga?", "Empat…", "Lima"]),
        ("Rp 1.500.000 untuk pak.budi", ["Rp 1.500.000 untuk pak.budi"]),
        ("Satu\nDua\n\nTiga", ["Satu", "Dua", "Tiga"]),
        ("Wah!!!   Ya.", ["Wah!!!", "Ya."]),
        ("Ya. \u200b\n.", ["Ya.", "."]),
        ("🙏🏽 Ya. 👍", ["🙏🏽 Ya.", "👍"]),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text, most=50)] == sentences


@pytest.mark.parametrize("count", [1, 49, 50, 51, 101, 7000])
def test_however_many_sentences_there_are_the_spans_are_few_and_cover_them_all(count: int) -> None:
    text = "A. " * count
    spans = sentence_spans(text, most=50)
    assert len(spans) <= 50
    assert "".join(text[start:end] + " " for start, end in spans) == text

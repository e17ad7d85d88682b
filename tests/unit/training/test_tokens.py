"""Labels of words: from a set's tokens to spans of a text, to a tokenizer's pieces, and back."""

import pytest

from training.examples import Span
from training.heads import ENTITY_TAGS
from training.tokens import (
    IGNORED,
    Tagging,
    entity_targets,
    spans_of,
    tagged_example,
    word_targets,
)

ENTITIES = Tagging(kind="entities", classes={"PER": "PERSON", "LOC": "LOC", "IND": "?"})


def _named(tokens: str, tags: str) -> list[tuple[str, str]]:
    example = tagged_example(tokens.split(), tags.split(), ENTITIES, source="set")
    return [(example.text[s.start : s.end], s.label) for s in example.entities or ()]


@pytest.mark.parametrize(
    ("tokens", "tags", "names"),
    [
        ("Budi Santoso , warga", "B-PER I-PER O O", [("Budi Santoso", "PERSON")]),
        ("Budi Siti", "B-PER B-PER", [("Budi", "PERSON"), ("Siti", "PERSON")]),
        ("Sri Ayu Bantul", "PER PER LOC", [("Sri Ayu", "PERSON"), ("Bantul", "LOC")]),
        ("PT Maju di Turi", "B-IND I-IND O B_LOC", [("PT Maju", "?"), ("Turi", "LOC")]),
        ("tidak ada nama", "O O O", []),
    ],
)
def test_tags_of_every_style_become_spans(
    tokens: str, tags: str, names: list[tuple[str, str]]
) -> None:
    assert _named(tokens, tags) == names


def test_tokens_are_joined_as_a_person_writes_them() -> None:
    tokens = ["Kata", "dia", ",", "(", "Sleman", ")", "!"]
    assert tagged_example(tokens, ["O"] * 7, ENTITIES, source="set").text == "Kata dia, (Sleman)!"


OFFSETS = [(0, 0), (0, 4), (4, 9), (9, 12), (12, 20), (0, 0)]
"""Of `Budi Sant|oso lapor`, as a tokenizer cuts it; the first and last piece are its own."""


def test_pieces_of_a_name_begin_once_and_go_on() -> None:
    targets = entity_targets(OFFSETS, [Span(0, 12, "PERSON")], ENTITY_TAGS)
    names = [ENTITY_TAGS[one] if one != IGNORED else None for one in targets]
    assert names == [None, "B-PERSON", "I-PERSON", "I-PERSON", "O", None]


def test_what_a_set_does_not_tell_is_no_part_of_the_loss() -> None:
    targets = entity_targets(OFFSETS, [Span(5, 12, "?")], ENTITY_TAGS)
    assert targets == [IGNORED, 0, IGNORED, IGNORED, 0, IGNORED]


def test_only_the_first_piece_of_a_word_stands_for_it() -> None:
    spans = [Span(0, 4, "JV"), Span(5, 12, "ID")]
    assert word_targets(OFFSETS, spans, ("ID", "JV")) == [IGNORED, 1, 0, IGNORED, IGNORED, IGNORED]


def test_spans_come_back_from_the_classes_of_the_pieces() -> None:
    spans = [Span(0, 12, "PERSON")]
    targets = entity_targets(OFFSETS, spans, ENTITY_TAGS)
    classes = [0 if one == IGNORED else one for one in targets]
    assert spans_of(classes, OFFSETS, ENTITY_TAGS) == [(0, 12, "PERSON")]


def test_a_piece_inside_a_name_that_never_began_begins_one() -> None:
    inside = ENTITY_TAGS.index("I-LOC")
    assert spans_of([inside, inside, 0], [(0, 3), (3, 5), (5, 6)], ENTITY_TAGS) == [(0, 5, "LOC")]

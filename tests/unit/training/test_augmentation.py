"""Disguises change how a text is written, never what is known of it."""

import random
import string
from dataclasses import replace

import pytest

from services.moderation.screening.normalise import fold, match_form
from training.augmentation import DISGUISES, augmented, obfuscated
from training.examples import Example, Span

COARSE = "dasar bangsat kamu itu memang tidak pernah mau bekerja"
ABUSE = Example(COARSE, "set", "id", {"toxicity": True}, spoken="id")


def _plain(text: str) -> str:
    return match_form(fold(text)).text


@pytest.mark.parametrize("kind", sorted(DISGUISES))
def test_every_disguise_hides_the_coarse_word(kind: str) -> None:
    written = [obfuscated(COARSE, kind, random.Random(seed)) for seed in range(20)]
    assert sum("bangsat" in one.split() for one in written) <= 2


@pytest.mark.parametrize("kind", sorted(set(DISGUISES) - {"starred", "leet"}))
def test_what_is_hidden_can_be_read_again_in_matching_form(kind: str) -> None:
    """A star stands for a letter that is gone, and some signs of leet stand for several."""
    texts = [_plain(obfuscated("bangsat", kind, random.Random(seed))) for seed in range(60)]
    readable = sum(text.replace("-", "").replace("_", "") == "bangsat" for text in texts)
    assert readable >= 60 * 0.6


@pytest.mark.parametrize("kind", sorted(DISGUISES))
def test_harmless_texts_are_disguised_too_so_that_disguise_is_no_sign_of_abuse(kind: str) -> None:
    text = "mohon perbaikan jalan berlubang di depan pasar"
    assert any(obfuscated(text, kind, random.Random(seed)) != text for seed in range(5))


@pytest.mark.parametrize("kind", sorted(DISGUISES))
def test_numbers_and_links_keep_every_character(kind: str) -> None:
    number = "3404011203850001 081234567890"
    assert obfuscated(f"{number} bangsat", kind, random.Random(1)).startswith(number)


def test_labels_stay_and_only_the_language_is_no_longer_taught() -> None:
    hidden = augmented(ABUSE, random.Random(0), hidden=1.0, recased=0.0)
    assert hidden == replace(ABUSE, text=hidden.text, spoken=None)


def test_a_text_with_labelled_words_keeps_the_place_of_every_character() -> None:
    named = Example("Budi dari Sleman", "set", "id", entities=(Span(0, 4, "PERSON"),))
    for seed in range(40):
        text = augmented(named, random.Random(seed), hidden=0.5, recased=0.5).text
        assert text.casefold() == named.text.casefold()


def test_other_letters_are_the_same_text_in_capitals_or_small() -> None:
    texts = {
        augmented(ABUSE, random.Random(seed), hidden=0.0, recased=1.0).text for seed in range(20)
    }
    assert texts == {COARSE, COARSE.upper()}


def test_nothing_is_changed_when_nothing_is_asked_for() -> None:
    assert augmented(ABUSE, random.Random(0), hidden=0.0, recased=0.0) is ABUSE


def test_fancy_letters_are_letters_of_an_alphabet() -> None:
    for seed in range(30):
        written = obfuscated(string.ascii_lowercase, "fancy", random.Random(seed))
        assert fold(written).text == string.ascii_lowercase

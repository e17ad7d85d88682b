"""Normalising: what a reader sees comes out, and every character knows where it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.screening.normalise import Normalised, fold, match_form

TEXTS = st.text(max_size=300)


@pytest.mark.parametrize(
    ("submitted", "seen"),
    [
        ("KTP ３４０４", "ktp 3404"),
        ("34\u200b04\u2060", "3404"),
        ("٣٤٠٤", "3404"),
        ("3️⃣4️⃣", "34"),
        ("𝗦𝗟𝗢𝗧 🅶🅰🅲🅾🆁 ⓢⓛⓞⓣ", "slot gacor slot"),
        ("Zеus", "zeus"),
        ("ᴍᴀxᴡɪɴ", "maxwin"),
        ("kéné", "kene"),
        ("10–12—13", "10-12-13"),
        ("34\x0104", "3404"),
        ("satu \n\t dua", "satu dua"),
    ],
)
def test_folding_undoes_how_a_text_is_drawn(submitted: str, seen: str) -> None:
    assert fold(submitted).text == seen


@pytest.mark.parametrize(
    ("submitted", "meant"),
    [
        ("b4ngs4t", "bangsat"),
        ("b.a.n.g.s.a.t", "bangsat"),
        ("b a n g s a t", "bangsat"),
        ("anjiiiing", "anjing"),
        ("T0G3L", "togel"),
        # What a number ends, and what a number is, stays.
        ("dora77", "dora77"),
        ("17agustus", "17agustus"),
        ("anak2nya", "anak2nya"),
    ],
)
def test_the_matching_form_brings_hidden_words_to_light(submitted: str, meant: str) -> None:
    assert match_form(fold(submitted)).text == meant


def test_a_span_of_the_folded_text_maps_to_the_submitted_code_points() -> None:
    submitted = "hai 😀 ﬁ 3\u200b4"
    folded = fold(submitted)
    start = folded.text.index("34")
    assert submitted[slice(*folded.span(start, start + 2))] == "3\u200b4"


@given(TEXTS)
def test_offsets_never_fall_and_stay_in_the_text(submitted: str) -> None:
    for form in (fold(submitted), match_form(fold(submitted))):
        assert_maps_into(form, submitted)


@given(TEXTS)
def test_folding_twice_is_folding_once(submitted: str) -> None:
    folded = fold(submitted).text
    assert fold(folded).text == folded


def test_one_character_does_not_unfold_to_a_sentence() -> None:
    """The ligature of 18 letters would let a text grow beyond the bound the checkers count on."""
    assert len(fold("ﷺ" * 20_000).text) == 20_000


def assert_maps_into(form: Normalised, submitted: str) -> None:
    offsets = list(form.offsets)
    assert len(offsets) == len(form.text)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(submitted) for offset in offsets)

"""Words are found where a reader sees them, whatever they are made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.console.typed_words import in_text, places, read_place


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Bu Siti dan Bu Siti", "siti", ["Siti", "Siti"]),
        # As a whole word first: "adi" is not in "jadi" when it stands by itself.
        ("Jadi Pak Adi datang", "adi", ["Adi"]),
        ("0812345", "1234", ["1234"]),
        # White space of any kind and length.
        ("Jl.  Kaliurang\nKm 9", "jl. kaliurang km 9", ["Jl.  Kaliurang\nKm 9"]),
        # Composed or not.
        ("Nama: Rene\u0301.", "ren\u00e9", ["Rene\u0301"]),
        ("Nama: Ren\u00e9.", "rene\u0301", ["Ren\u00e9"]),
        # What looks like a pattern is none.
        ("a.b (c)* [d]", "(c)*", ["(c)*"]),
        ("😀 Siti 😀", "Siti", ["Siti"]),
        ("apa saja", "tidak ada", []),
        ("apa saja", "  ", []),
    ],
)
def test_typed_words_are_found_as_a_reader_would(text: str, words: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, words)] == found


def test_a_selected_place_is_that_place_alone() -> None:
    text = "😀 Siti, Siti"
    assert places(text, "Siti", (8, 12)) == ((8, 12),)


def test_a_selected_place_where_other_words_stand_does_not_count() -> None:
    """Such as one that a browser counted in UTF-16: the words are looked for instead."""
    assert places("😀 Siti, Budi", "Siti", (3, 7)) == ((2, 6),)


@given(text=st.text(alphabet="ab\r\n 😀", max_size=30), data=st.data())
def test_a_place_in_the_page_is_the_same_words_in_the_text(text: str, data: st.DataObject) -> None:
    """Browsers show CR LF as LF, so offsets behind it differ."""
    shown = text.replace("\r\n", "\n")
    offset = data.draw(st.integers(0, len(shown)))
    assert text[: in_text(text, offset)].replace("\r\n", "\n") == shown[:offset]


@pytest.mark.parametrize("written", ["", "5", "-1-5", "a-b", "1-2-3", "1-99999999", "١-٢"])
def test_a_place_is_two_numbers(written: str) -> None:
    assert read_place(written) is None


def test_typed_words_are_found_in_linear_time() -> None:
    assert places("a " * 10_000 + " " * 10_000, "a " * 400 + "b") == ()

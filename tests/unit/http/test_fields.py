"""Which texts, names, language tags and instants a request may carry."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from services.moderation.domain.text import TEXT_MAX, is_blank
from services.moderation.http.fields import Instant, LanguageTag, Name, Text

TEXT: TypeAdapter[str] = TypeAdapter(Text)
NAME: TypeAdapter[str] = TypeAdapter(Name)
LANGUAGE: TypeAdapter[str] = TypeAdapter(LanguageTag)
INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)


def _fault(adapter: TypeAdapter[Any], value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(value)
    return caught.value.errors()[0]["type"]


@given(
    st.text(
        st.characters(exclude_categories=["Cs"]),
        min_size=1,
        max_size=200,
    ).filter(lambda text: not is_blank(text)),
)
def test_a_text_is_kept_to_the_code_point(text: str) -> None:
    assert TEXT.validate_python(text) == text


def test_length_is_counted_in_code_points_not_in_bytes() -> None:
    assert TEXT.validate_python("😀" * TEXT_MAX) == "😀" * TEXT_MAX
    assert _fault(TEXT, "a" * (TEXT_MAX + 1)) == "string_too_long"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("   \n\t ", id="white space"),
        pytest.param("\u200b\u200d\ufeff\u2060", id="zero width"),
        pytest.param("\u00a0\u3000\u2028", id="spaces of other scripts"),
        pytest.param("\u3164\u115f\u2800", id="letters that show nothing"),
        pytest.param("\u202e\u2066", id="direction marks"),
        pytest.param("\ufe0f\U000e0100", id="variation selectors"),
    ],
)
def test_a_text_in_which_nothing_can_be_seen_is_blank(text: str) -> None:
    assert is_blank(text)
    assert _fault(TEXT, text) == "blank"


@pytest.mark.parametrize("text", ["a", ".", "❤️", "ꦗꦮ", "\u200bhalo"])
def test_a_text_in_which_something_can_be_seen_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize("name", ["a\nb", "a\x1bb", "a\u2028b", "a\x7f"])
def test_a_name_is_one_line_without_control_characters(name: str) -> None:
    assert _fault(NAME, name) == "control_character"


@pytest.mark.parametrize("tag", ["id", "jv", "su", "en-GB", "jv-Java", "zh-Hant-TW", "id-x-gaul"])
def test_bcp_47_tags_are_accepted(tag: str) -> None:
    assert LANGUAGE.validate_python(tag) == tag


@pytest.mark.parametrize("tag", ["Bahasa Indonesia", "i", "id_ID", "id-", "-id", "i̇d", "١٢"])
def test_what_is_no_bcp_47_tag_is_refused(tag: str) -> None:
    assert _fault(LANGUAGE, tag) in {"language_tag", "string_too_short"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-01-31T09:30:00+07:00", datetime(2026, 1, 31, 2, 30, tzinfo=UTC)),
        ("2026-01-31T02:30:00Z", datetime(2026, 1, 31, 2, 30, tzinfo=UTC)),
        ("2026-01-31t02:30:00.25z", datetime(2026, 1, 31, 2, 30, 0, 250_000, tzinfo=UTC)),
    ],
)
def test_an_rfc_3339_instant_is_read_in_utc(written: str, meant: datetime) -> None:
    assert INSTANT.validate_python(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("2026-01-31T09:30:00", id="naive"),
        pytest.param("2026-01-31", id="a day"),
        pytest.param("2026-02-30T09:30:00Z", id="no such day"),
        pytest.param("20260131T093000Z", id="ISO 8601 but not RFC 3339"),
        pytest.param("2026-W05-6T09:30:00Z", id="a week"),
        pytest.param("besok", id="a word"),
        pytest.param(1_769_826_600, id="a number"),
        pytest.param(None, id="nothing"),
    ],
)
def test_what_is_no_rfc_3339_instant_with_offset_is_refused(written: object) -> None:
    assert _fault(INSTANT, written) == "instant"


@pytest.mark.parametrize("written", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_an_instant_at_the_edge_of_the_calendar_is_refused(written: str) -> None:
    """It could not be moved to UTC, or not by the 72 hours that a command lives."""
    assert _fault(INSTANT, written) == "instant_range"

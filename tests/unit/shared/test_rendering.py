"""What moderation renders and signs is what the publisher reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.channels import load_channels
from shared.rendering import ContentError, Part, content_of, parse_content, render

BOOK = load_channels()
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)


def test_the_page_shows_a_text_whole_in_one_part() -> None:
    assert render(BOOK["site"], "a" * 20_000, "Ibu Tini") == [
        Part(text="a" * 20_000, credit="Ibu Tini")
    ]


def test_content_is_compact_json_in_plain_utf8() -> None:
    content = content_of(BOOK, ["site"], "Kali é", None)
    assert content == '{"site":[{"text":"Kali é","credit":null}]}'


@given(TEXTS, st.none() | TEXTS)
def test_content_is_read_back_exactly(text: str, credit: str | None) -> None:
    content = content_of(BOOK, BOOK.names, text, credit)
    assert parse_content(content) == {"site": (Part(text=text, credit=credit),)}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"site":"rahasia"}',
        '{"site":[]}',
        '{"site":[{"text":""}]}',
        '{"site":[{"text":"rahasia\\n\\u0000"}]}',
        '{"site":[{"text":"\\ud800"}]}',
        '{"site":[{"text":"rahasia","html":"<b>"}]}',
    ],
)
def test_unreadable_content_is_refused_and_not_repeated(content: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_content(content)
    assert "rahasia" not in str(caught.value)


def test_a_channel_that_is_not_in_the_book_cannot_be_rendered() -> None:
    with pytest.raises(KeyError):
        content_of(BOOK, ["radio"], "a", None)

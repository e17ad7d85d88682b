"""Masking by choice: unchanged slices, placeholders and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.screening.masks import KINDS, Style, mask
from services.moderation.screening.redaction import redact
from services.moderation.workflow.masked_text import masked_text
from services.moderation.workflow.selection import Choice, ChoiceOrigin, Span, proposed
from tests.unit.screening.examples import NIK, personal

PHONE = "0812-3456-7890"


def ticked(start: int, end: int, kind: str = "ID_NIK", style: Style = Style.FULL) -> Choice:
    return Choice(Span(start, end, kind), ChoiceOrigin.ADDED, ticked=True, style=style)


def test_each_span_has_the_style_that_was_chosen_for_it() -> None:
    text = f"{NIK}, {PHONE}, Siti"
    choices = [
        ticked(0, 16),
        ticked(18, 32, "PHONE_NUMBER", Style.PARTIAL),
        ticked(34, 38, "PERSON", Style.ROLE),
    ]
    assert masked_text(text, choices).text == "[NIK disamarkan], 0812-••••-7890, [nama warga]"


def test_what_is_not_ticked_stays() -> None:
    choice = Choice(Span(0, 4, "PERSON"), ChoiceOrigin.FOUND, ticked=False)
    result = masked_text("Siti", [choice])
    assert (result.text, result.hides(choice.span)) == ("Siti", False)


def test_identical_words_are_masked_in_the_same_way_unless_they_were_chosen_themselves() -> None:
    text = f"{PHONE} {PHONE} {PHONE}"
    choices = [
        ticked(15, 29, "PHONE_NUMBER", Style.ROLE),
        ticked(0, 14, "PHONE_NUMBER", Style.PARTIAL),
    ]
    result = masked_text(text, choices)
    assert result.text == "0812-••••-7890 [nomor telepon warga] 0812-••••-7890"
    assert result.repeated == 1


def test_short_words_are_masked_only_where_they_were_chosen() -> None:
    assert masked_text("Siti Siti", [ticked(0, 4, "PERSON", Style.ROLE)]).text == (
        "[nama warga] Siti"
    )


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        # Something else over part of a number: nothing of the number shows.
        (ticked(6, 20, "ADDRESS", Style.ROLE), "[alamat warga]"),
        # Two partial masks of different lengths could show the whole between them.
        (ticked(2, 12, "PHONE_NUMBER", Style.PARTIAL), "[nomor telepon disamarkan]"),
        # The same place twice: the stricter one.
        (ticked(0, 14, "ID_KK"), "[nomor KK disamarkan]"),
        (ticked(0, 14, "E_WALLET", Style.PARTIAL), "0812-••••-7890"),
    ],
)
def test_spans_that_overlap_become_one_and_the_stricter_style_wins(
    second: Choice, expected: str
) -> None:
    first = ticked(0, 14, "PHONE_NUMBER", Style.PARTIAL)
    text = f"{PHONE} abcd"[: max(14, second.span.end)]
    assert masked_text(text, [first, second]).text == expected


def test_offsets_count_code_points() -> None:
    text = f"😀e\u0301👍🏽 {NIK} 😀"
    start = text.index(NIK)
    result = masked_text(text, [ticked(start, start + 16)])
    assert result.text == "😀e\u0301👍🏽 [NIK disamarkan] 😀"


TEXTS = st.text(alphabet="abc 0123\n😀e\u0301", min_size=1, max_size=60)


@st.composite
def _texts_with_choices(draw: st.DrawFn) -> tuple[str, list[Choice]]:
    text = draw(TEXTS)
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12))
    choices = []
    for start, length in draw(st.lists(places, max_size=6)):
        span = Span(start, min(start + length, len(text)), draw(st.sampled_from(KINDS)))
        style = draw(st.sampled_from(Style))
        if mask(style, span.kind, span.words(text)) is not None:
            tick = draw(st.booleans())
            choices.append(Choice(span, ChoiceOrigin.ADDED, ticked=tick, style=style))
    return text, choices


@given(_texts_with_choices())
def test_the_result_is_unchanged_slices_and_placeholders_in_order(
    drawn: tuple[str, list[Choice]],
) -> None:
    text, choices = drawn
    result = masked_text(text, choices)
    assert [piece.start for piece in result.pieces[1:]] == [p.end for p in result.pieces[:-1]]
    assert (result.pieces[0].start, result.pieces[-1].end) == (0, len(text))
    for piece in result.pieces:
        if not piece.masked:
            assert piece.text == text[piece.start : piece.end]


@given(_texts_with_choices())
def test_nothing_that_is_ticked_and_no_identical_words_stay(
    drawn: tuple[str, list[Choice]],
) -> None:
    text, choices = drawn
    result = masked_text(text, choices)
    kept = [text[piece.start : piece.end] for piece in result.pieces if not piece.masked]
    for choice in choices:
        words = choice.span.words(text)
        if choice.ticked:
            assert result.hides(choice.span)
            assert len(words) < 6 or not any(words in one for one in kept)


@given(_texts_with_choices(), st.data())
def test_every_place_of_the_result_leads_back(
    drawn: tuple[str, list[Choice]], data: st.DataObject
) -> None:
    text, choices = drawn
    result = masked_text(text, choices)
    start = data.draw(st.integers(0, len(result.text) - 1))
    end = data.draw(st.integers(start + 1, len(result.text)))
    span = result.original(start, end, "ADDRESS")
    assert span.lies_in(text)
    if not result.hides(span):
        assert span.words(text) == result.text[start:end]


@given(
    text=TEXTS,
    spans=st.lists(st.tuples(st.integers(0, 59), st.integers(1, 12)), max_size=5),
)
def test_what_the_machine_would_choose_reads_as_its_own_redaction(
    text: str, spans: list[tuple[int, int]]
) -> None:
    findings = [
        personal(start, min(start + length, len(text)))
        for start, length in spans
        if start < len(text)
    ]
    assert masked_text(text, proposed(text, findings)).text == redact(text, findings)

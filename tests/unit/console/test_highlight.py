"""Findings are marked where they are, whatever the text is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.console.highlight import Segment, segments
from services.moderation.domain.screening import Finding, Severity


def finding(start: int | None, end: int | None) -> Finding:
    return Finding(
        category="personal_data",
        label="ID_NIK",
        start=start,
        end=end,
        score=0.9,
        severity=Severity.HIGH,
        checker="test",
        version="1",
        reason_code="nik",
    )


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        # A text without findings is one unmarked piece.
        ("halo", [], [Segment("halo")]),
        # An empty text has no pieces.
        ("", [], []),
        # A finding in the middle leaves both sides unmarked.
        ("ab12cd", [(2, 4)], [Segment("ab"), Segment("12", (0,), (0,)), Segment("cd")]),
        # Offsets count code points: an emoji is one, whatever it takes in UTF-16.
        ("😀12", [(1, 3)], [Segment("😀"), Segment("12", (0,), (0,))]),
        # Where two findings overlap, the piece belongs to both, and each ends at its own place.
        (
            "abcdef",
            [(0, 4), (2, 6)],
            [Segment("ab", (0,)), Segment("cd", (0, 1), (0,)), Segment("ef", (1,), (1,))],
        ),
        # A finding within another ends inside it.
        (
            "abcd",
            [(0, 4), (1, 2)],
            [Segment("a", (0,)), Segment("b", (0, 1), (1,)), Segment("cd", (0,), (0,))],
        ),
        # Two findings on the very same words are told once each.
        ("ab", [(0, 2), (0, 2)], [Segment("ab", (0, 1), (0, 1))]),
        # Findings that touch do not run into each other.
        ("abcd", [(0, 2), (2, 4)], [Segment("ab", (0,), (0,)), Segment("cd", (1,), (1,))]),
        # A finding about the whole text marks nothing.
        ("abcd", [(None, None)], [Segment("abcd")]),
        # A span of another revision that does not fit this text marks nothing.
        ("abcd", [(2, 9), (-1, 2), (3, 3)], [Segment("abcd")]),
    ],
)
def test_a_text_is_cut_where_findings_begin_and_end(
    text: str,
    spans: list[tuple[int | None, int | None]],
    expected: list[Segment],
) -> None:
    assert list(segments(text, [finding(*span) for span in spans])) == expected


SPANS = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=12)


@given(text=st.text(max_size=50), spans=SPANS)
def test_pieces_join_to_the_text_and_carry_exactly_the_findings_over_them(
    text: str,
    spans: list[tuple[int, int]],
) -> None:
    found = [finding(*span) for span in spans]
    pieces = segments(text, found)
    assert "".join(piece.text for piece in pieces) == text
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        inside = {i for i, (a, b) in enumerate(spans) if 0 <= a <= at < end <= b <= len(text)}
        assert set(piece.findings) == inside
        assert {i for i in inside if spans[i][1] == end} == set(piece.ending)
        at = end


@given(text=st.text(max_size=50), spans=SPANS)
def test_every_finding_that_fits_is_told_once(text: str, spans: list[tuple[int, int]]) -> None:
    told = [i for piece in segments(text, [finding(*span) for span in spans]) for i in piece.ending]
    assert sorted(told) == [i for i, (a, b) in enumerate(spans) if 0 <= a < b <= len(text)]

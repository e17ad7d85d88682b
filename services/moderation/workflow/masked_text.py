"""A text with what was chosen masked: unchanged slices, placeholders, and the way back."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from services.moderation.screening.masks import Style, full_mask, mask
from services.moderation.workflow.selection import Choice, Span

SHORTEST_REPEATED = 6
"""A shorter identifier would mask innocent words and figures wherever they recur."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice of the original; `placeholder` stands in its place, or it stands as it is."""

    start: int
    end: int
    text: str
    masked: bool


@dataclass(frozen=True, slots=True)
class MaskedText:
    """The result. `repeated` counts further occurrences of what was masked."""

    pieces: tuple[Piece, ...]
    repeated: int

    @property
    def text(self) -> str:
        """What is published."""
        return "".join(piece.text for piece in self.pieces)

    def hides(self, span: Span) -> bool:
        """Tell whether any of the span's words are masked."""
        return any(
            piece.masked and piece.start < span.end and span.start < piece.end
            for piece in self.pieces
        )

    def original(self, start: int, end: int, kind: str) -> Span:
        """Return where in the original a span of the result lies; placeholders count whole."""
        ends = list(accumulate(len(piece.text) for piece in self.pieces))
        first, last = bisect_right(ends, start), bisect_right(ends, end - 1)
        return Span(
            self._back(first, start - (ends[first - 1] if first else 0)),
            self._back(last, end - (ends[last - 1] if last else 0), at_end=True),
            kind,
        )

    def _back(self, index: int, within: int, *, at_end: bool = False) -> int:
        piece = self.pieces[index]
        if piece.masked:
            return piece.end if at_end else piece.start
        return piece.start + within


@dataclass(frozen=True, slots=True, order=True)
class _Cover:
    start: int
    end: int
    placeholder: str
    kind: str
    partial: bool


def masked_text(text: str, choices: Sequence[Choice]) -> MaskedText:
    """Mask every ticked choice, and every identical occurrence of its words if they are long.

    Spans that overlap become one, under the placeholder of the first; as soon as one of them is
    to be hidden whole, or they differ, nothing of them shows.
    """
    chosen = [_cover(text, choice) for choice in choices if choice.ticked]
    repeated = list(_repeated(text, chosen))
    pieces: list[Piece] = []
    done = 0
    for group in _overlapping([*chosen, *repeated]):
        start, end = group[0].start, max(cover.end for cover in group)
        if done < start:
            pieces.append(Piece(done, start, text[done:start], masked=False))
        pieces.append(Piece(start, end, _placeholder(group), masked=True))
        done = end
    if done < len(text):
        pieces.append(Piece(done, len(text), text[done:], masked=False))
    return MaskedText(tuple(pieces), len(repeated))


def _cover(text: str, choice: Choice) -> _Cover:
    span, partial = choice.span, choice.style is Style.PARTIAL
    placeholder = mask(choice.style, span.kind, span.words(text))
    return _Cover(
        span.start,
        span.end,
        full_mask(span.kind) if placeholder is None else placeholder,
        span.kind,
        partial=partial and placeholder is not None,
    )


def _repeated(text: str, chosen: Sequence[_Cover]) -> Iterator[_Cover]:
    """Yield where the words of a span occur again, but not where they were chosen themselves."""
    there = {(cover.start, cover.end) for cover in chosen}
    for value, like in {text[cover.start : cover.end]: cover for cover in chosen}.items():
        if len(value) < SHORTEST_REPEATED:
            continue
        at = text.find(value)
        while at >= 0:
            end = at + len(value)
            if (at, end) not in there:
                yield _Cover(at, end, like.placeholder, like.kind, like.partial)
            at = text.find(value, end)


def _overlapping(covers: Iterable[_Cover]) -> Iterator[list[_Cover]]:
    group: list[_Cover] = []
    end = 0
    for cover in sorted(covers):
        if group and cover.start >= end:
            yield group
            group = []
        group.append(cover)
        end = max(end, cover.end) if len(group) > 1 else cover.end
    if group:
        yield group


def _placeholder(group: Sequence[_Cover]) -> str:
    whole = next((cover.placeholder for cover in group if not cover.partial), None)
    if whole is not None:
        return whole
    alike = {(cover.start, cover.end) for cover in group}
    return group[0].placeholder if len(alike) == 1 else full_mask(group[0].kind)

"""Read a text with the recognisers, and again as it will be when what they flag is masked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from services.moderation.domain.screening import FLAGGED
from services.moderation.screening.normalise import Normalised
from services.moderation.screening.personal.hit import BLANK, NOBODYS, Hit
from services.moderation.screening.personal.placeholders import (
    PLACEHOLDER,
    PLACEHOLDERS,
    SHORTEST_REPEATED,
)

Recogniser = Callable[[str], Iterator[Hit]]

# Each reading costs as much as the first; one more than the second has hardly ever found anything.
_MOST_READINGS = 4


def read(text: str, recognisers: Sequence[Recogniser], last: Recogniser) -> list[Hit]:
    """Return the hits of all recognisers; `last` is not asked again when the text is masked.

    Masking takes away what a number touched, and words that spoke against it. So the masked text
    is read until nothing more is flagged: then screening it finds no identifier again.
    """
    hits = _read_once(text, (*recognisers, last))
    for _ in range(_MOST_READINGS):
        flagged = [hit for hit in hits if hit.score >= FLAGGED]
        more = _read_masked(text, flagged, recognisers) if flagged else []
        if not more:
            break
        unsure = (hit for hit in hits if hit.score < FLAGGED)
        hits = [*flagged, *more, *(one for one in unsure if not _touches(one, more))]
    return hits


def _read_once(text: str, recognisers: Sequence[Recogniser]) -> list[Hit]:
    """Return the hits; what one recogniser claimed is blank to the next.

    Of hits of one recogniser that overlap, the first that it yields keeps the span.
    """
    hits: list[Hit] = []
    for recognise in recognisers:
        characters = list(text)
        for hit in recognise(text):
            if BLANK not in characters[hit.start : hit.end]:
                characters[hit.start : hit.end] = BLANK * (hit.end - hit.start)
                hits.append(hit)
        text = "".join(characters)
    return [hit for hit in hits if hit.label != NOBODYS]


def _read_masked(text: str, flagged: Sequence[Hit], recognisers: Sequence[Recogniser]) -> list[Hit]:
    """Return what else is flagged once `flagged` is masked, where it stands in `text`."""
    masked = _masked(text, flagged)
    more = []
    for hit in _read_once(masked.text, recognisers):
        if hit.score >= FLAGGED:
            start, end = masked.span(hit.start, hit.end)
            more.append(replace(hit, start=start, end=end))
    return more


def _masked(text: str, hits: Sequence[Hit]) -> Normalised:
    """Return the text with blanks as long as the placeholders: distances count in cues."""
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for start, end, length in sorted({*_places(hits), *_repeated(text, hits)}):
        if start >= done:
            pieces += (text[done:start], BLANK * length)
            offsets += (*range(done, start), *[start] * length)
        done = max(done, end)
    return Normalised("".join((*pieces, text[done:])), [*offsets, *range(done, len(text))])


def _places(hits: Sequence[Hit]) -> Iterator[tuple[int, int, int]]:
    for hit in hits:
        yield hit.start, hit.end, len(PLACEHOLDERS.get(hit.label, PLACEHOLDER))


def _repeated(text: str, hits: Sequence[Hit]) -> Iterator[tuple[int, int, int]]:
    """Yield where the value of a hit occurs again: there it is masked too."""
    lengths = {text[start:end]: length for start, end, length in _places(hits)}
    for value, length in lengths.items():
        at = text.find(value) if len(value) >= SHORTEST_REPEATED else -1
        while at >= 0:
            yield at, at + len(value), length
            at = text.find(value, at + len(value))


def _touches(one: Hit, others: Sequence[Hit]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)

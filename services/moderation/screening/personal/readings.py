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
    find_placeholders,
)

Recogniser = Callable[[str], Iterator[Hit]]

# Each reading costs as much as the first; one more than the second has hardly ever found anything.
_MOST_READINGS = 4


def read(
    text: str,
    recognisers: Sequence[Recogniser],
    last: Recogniser,
    office: Recogniser | None = None,
) -> list[Hit]:
    """Return the hits of all recognisers; `last` is not asked again when the text is masked.

    Masking takes away what a number touched, and words that spoke against it. So the masked text
    is read until nothing more is flagged: then screening it finds no identifier again. What an
    `office` recognises is added to what the others found.
    """
    hits = _read_once(text, (*recognisers, last), office)
    for _ in range(_MOST_READINGS):
        flagged = [hit for hit in hits if hit.score >= FLAGGED]
        more = _read_masked(text, flagged, recognisers, office) if flagged else []
        if not more:
            break
        unsure = (hit for hit in hits if hit.score < FLAGGED)
        hits = [*flagged, *more, *(one for one in unsure if not _touches(one, more))]
    return hits


def _read_once(
    text: str, recognisers: Sequence[Recogniser], office: Recogniser | None
) -> list[Hit]:
    """Return the hits; what one recogniser claimed is blank to the next, but not to the office's.

    Of hits of one recogniser that overlap, the first that it yields keeps the span.
    """
    hits: list[Hit] = []
    left = text
    for recognise in recognisers:
        characters = list(left)
        for hit in recognise(left):
            if BLANK not in characters[hit.start : hit.end]:
                characters[hit.start : hit.end] = BLANK * (hit.end - hit.start)
                hits.append(hit)
        left = "".join(characters)
    told = [hit for hit in hits if hit.label != NOBODYS]
    return [*told, *_added(text, told, office)] if office else told


def _added(text: str, hits: Sequence[Hit], office: Recogniser) -> Iterator[Hit]:
    """Yield the office's hits that add to `hits`, none of which is dropped for one of them.

    So no pattern of an office, however wide or sure, hides a NIK. One of its hits adds something
    unless each of its characters is in a hit that says as much.
    """
    readable = _without_placeholders(text)
    holders: list[Hit | None] = [None] * len(text)
    for hit in hits:
        holders[hit.start : hit.end] = [hit] * (hit.end - hit.start)
    for hit in sorted(office(readable), key=lambda one: (-one.score, one.start, -one.end)):
        if BLANK in readable[hit.start : hit.end]:
            continue
        if not all(_says_as_much(one, hit) for one in holders[hit.start : hit.end]):
            holders[hit.start : hit.end] = [hit] * (hit.end - hit.start)
            yield hit


def _says_as_much(one: Hit | None, hit: Hit) -> bool:
    if one is None:
        return False
    return one.score >= hit.score or (one.label == hit.label and one.score >= FLAGGED)


def _without_placeholders(text: str) -> str:
    """Return the text with blanks for what stands in place of masked data: it is nobody's."""
    characters = list(text)
    for hit in find_placeholders(text):
        characters[hit.start : hit.end] = BLANK * (hit.end - hit.start)
    return "".join(characters)


def _read_masked(
    text: str,
    flagged: Sequence[Hit],
    recognisers: Sequence[Recogniser],
    office: Recogniser | None,
) -> list[Hit]:
    """Return what else is flagged once `flagged` is masked, where it stands in `text`."""
    masked = _masked(text, flagged)
    more = []
    for hit in _read_once(masked.text, recognisers, office):
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

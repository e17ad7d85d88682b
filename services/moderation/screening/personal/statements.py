"""Keep what is said of a person who can be told from others: what is said of nobody is no one's.

Health, criminal record, children and finances are specific personal data in the sense of article
4 (2) of the personal data protection act (UU 27/2022).
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from services.moderation.screening.personal.children import find_children
from services.moderation.screening.personal.criminal_records import find_criminal_records
from services.moderation.screening.personal.finances import find_finances
from services.moderation.screening.personal.health import find_bare_illnesses, find_health
from services.moderation.screening.personal.hit import Hit

# A full stop after a usual abbreviation ends nothing.
_END = re.compile(
    r"[!?;]|(?<!\brp)(?<!\bno)(?<!\bjl)(?<!\bhj)(?<!\bh)(?<!\bdr)(?<!\bst)(?<!\bsdr)(?<!\balm)"
    r"(?<!\ba\.n)(?<!\bth)\.(?= |$)"
)
_OF_THE_SAME = re.compile(
    r" ?(?:dia|ia|beliau|orangnya|wonge|dheweke|piyambakipun|anaknya|he|she|they)\b"
)
# How far from the name an age or a class may stand; a plain age stands right behind it.
_NEAR = 40
_BY_NAME = re.compile(
    r"[ ,(]{1,3}(?:is |yang |sing |anak |bocah |masih |baru |sudah |wis |sedang |lagi |umur "
    r"|usia )*"
)


def find_statements(seen: str, people: Sequence[Hit]) -> Iterator[Hit]:
    """Yield what a text as it is seen states of people; `people` are its names. Linear."""
    if not people:
        return
    folded = seen.lower()
    named = sorted((one.start, one.end) for one in people)
    spans = _spoken_of(folded, named)
    for find in (find_health, find_criminal_records, find_finances):
        yield from (hit for hit in _clear_of(find, folded, named) if _lies_in(hit.start, spans))
    for hit in _clear_of(find_bare_illnesses, folded, named):
        if _stands_behind(folded, hit, named):
            yield hit
    for hit in _clear_of(find_children, seen, named):
        if _lies_in(hit.start, spans) and _is_beside(seen, hit, named):
            yield hit


def _clear_of(
    find: Callable[[str], Iterator[Hit]], text: str, named: Sequence[tuple[int, int]]
) -> Iterator[Hit]:
    """Yield the statements that overlap no name."""
    for hit in find(text):
        at = bisect_left(named, (hit.start, 0))
        overlaps = any(
            start < hit.end and hit.start < end for start, end in named[max(0, at - 1) : at + 1]
        )
        if not overlaps:
            yield hit


def _spoken_of(text: str, named: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the sentences that name somebody, and the next that says "he" or "she"."""
    spans: list[tuple[int, int]] = []
    at, start = 0, 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        while at < len(named) and named[at][0] < start:
            at += 1
        names_somebody = at < len(named) and named[at][0] < end
        goes_on = bool(spans) and spans[-1][1] == start and _OF_THE_SAME.match(text, start)
        if names_somebody or goes_on:
            spans.append((start, end))
        start = end
    return spans


def _lies_in(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    place = bisect_left(spans, (at + 1, 0)) - 1
    return place >= 0 and spans[place][0] <= at < spans[place][1]


def _is_beside(text: str, hit: Hit, named: Sequence[tuple[int, int]]) -> bool:
    """Tell whether an age or a class stands near a name, a plain age right behind it."""
    at = bisect_left(named, (hit.start, 0))
    before = named[at - 1] if at else None
    after = named[at] if at < len(named) else None
    if text[hit.start].isdecimal():
        return _stands_behind(text, hit, named)
    is_before = before is not None and hit.start - before[1] <= _NEAR
    return is_before or (after is not None and after[0] - hit.end <= _NEAR // 2)


def _stands_behind(text: str, hit: Hit, named: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(named, (hit.start, 0))
    return at > 0 and bool(_BY_NAME.fullmatch(text[named[at - 1][1] : hit.start].lower()))

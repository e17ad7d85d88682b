"""Numbers that are written in groups: 3404 0112 0385 0001, 0.8.1.2, 137-00-4966374-6."""

import re
from collections.abc import Collection, Iterator

from services.moderation.screening.personal.hit import BLANK

SEPARATOR = r"[ .,:;|*·•_/-]{1,3}"
_CHAIN = re.compile(rf"[0-9]{{1,24}}(?:{SEPARATOR}[0-9]{{1,24}}){{0,24}}(?![0-9])")
_TIGHT = frozenset("-._/")
_GROUP = re.compile(r"[0-9]+")
_COUNTED = re.compile(
    r" ?(?:jam|hari|minggu|bulan|tahun|thn|taun|menit|orang|kali|x|juta|jt|ribu|rb|kg|%)\b"
)


def only_digits(text: str) -> str:
    """Return the digits of `text`, joined."""
    return "".join(_GROUP.findall(text))


def number_end(text: str, start: int, lengths: Collection[int]) -> int | None:
    """Return where the number that begins at `start` ends, if its digits add up to a length.

    Of two lengths that fit, the longer one is taken when the groups go on as they began: another
    figure may follow ("SIM 8802 1435 8541 2 hari").
    """
    chain = _CHAIN.match(text, start)
    if chain is None:
        return None
    groups = [group.span() for group in _GROUP.finditer(text, *chain.span())]
    total, end = 0, None
    for at, (first, last) in enumerate(groups):
        if end is not None and not _goes_on(text, groups, at):
            break
        total += last - first
        if total in lengths:
            end = last
        if total >= max(lengths):
            break
    return end


def numbers_after(
    text: str, cue: re.Pattern[str], lengths: Collection[int], reach: int = 40
) -> Iterator[tuple[int, int]]:
    """Yield the span of the first number of such a length within `reach` characters after a cue.

    A number that is claimed already stands in the way: the cue was its own.
    """
    done = 0
    for match in cue.finditer(text):
        claimed = text.find(BLANK, match.end(), match.end() + reach)
        last = claimed if claimed >= 0 else match.end() + reach
        for digit in _GROUP.finditer(text, max(match.end(), done), last):
            end = number_end(text, digit.start(), lengths)
            if end is not None:
                yield digit.start(), end
                done = end
                break


def _goes_on(text: str, groups: list[tuple[int, int]], at: int) -> bool:
    """Tell whether group `at` is joined like the ones before it, and counts nothing."""
    joint = text[groups[at - 1][1] : groups[at][0]]
    if joint in _TIGHT:
        return True
    if at == 1:
        return False
    size = groups[at][1] - groups[at][0]
    is_alike = size > 1 or groups[at - 1][1] - groups[at - 1][0] == 1
    return (
        is_alike
        and joint == text[groups[at - 2][1] : groups[at - 1][0]]
        and not _COUNTED.match(text, groups[at][1])
    )

"""Recognise passport numbers: one or two letters and six or seven digits, near a word for it."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

# Letters drawn like digits may stand among the digits, but not in the place of all.
_NUMBER = re.compile(
    r"(?<![\w@/.#-])[a-z]{1,2}[ -]?(?=[0-9oil -]*[0-9]{2})"
    r"[0-9oil]{2,7}(?:[ -][0-9oil]{2,4}){0,2}(?![\w@])"
)
_DIGITS = re.compile(r"[0-9oil]")
_LENGTHS = (6, 7)
_NAMED = re.compile(r"paspor|passport|pasport")
_TRAVEL = re.compile(
    r"imigrasi|immigration|\bvisa\b|manifes|umr[ao]h|\bhaji\b|jema?ah|ziarah|\btk[iw]\b"
    r"|kbri|konsulat|embassy"
    r"|\bkitas\b|permit"
)


def find_passports(text: str) -> Iterator[Hit]:
    """Yield the passport numbers in a folded text. Linear."""
    if not _NAMED.search(text) and not _TRAVEL.search(text):
        return
    for match in _NUMBER.finditer(text):
        letters = match.group().lstrip("abcdefghijklmnopqrstuvwxyz")
        digits = len(_DIGITS.findall(letters))
        if digits not in _LENGTHS:
            continue
        score = _score(text, *match.span())
        if score:
            yield Hit("ID_PASSPORT", *match.span(), score, Severity.HIGH, "passport")


def _score(text: str, start: int, end: int) -> float:
    """Return how surely the words around it make it a passport's number; 0.0 when they do not."""
    # Over the end of a sentence too: a question may name what the answer holds.
    near = text[max(0, start - 60) : start] + "\n" + text[end : end + 40]
    if _NAMED.search(near):
        return 0.95
    return 0.8 if _TRAVEL.search(text, max(0, start - 120), start) else 0.0

"""Recognise numbers of BPJS: 13 digits (health, from 000), 11 (employment)."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.digit_groups import number_end
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.surroundings import before

_NAMED = re.compile(
    r"\bbpjs|\bjkn\b|\bkis\b|indonesia sehat|\bkpj\b|jamsostek|jaminan kesehatan|health "
    r"insurance|\bpbi\b"
    r"|\bfaskes\b|askes\b"
)
_STARTS = re.compile(r"(?<![0-9.,])[0-9]")
_HEALTH, _EMPLOYMENT = 13, 11
_REACH, _REACH_AFTER = 80, 40


def find_insurance_numbers(text: str) -> Iterator[Hit]:
    """Yield the numbers of BPJS in a folded text that names it. Linear."""
    if not _NAMED.search(text):
        return
    done = 0
    for match in _STARTS.finditer(text):
        start = match.start()
        if start < done:
            continue
        end = _end(text, start)
        if end:
            done = end
            yield Hit("ID_BPJS", start, end, 0.95, Severity.HIGH, "bpjs")


def _end(text: str, start: int) -> int | None:
    """Return where a number of BPJS that begins at `start` ends."""
    health = text.startswith("0", start) and number_end(text, start, (_HEALTH,))
    if health and _is_named(text, start, health):
        return health
    employment = number_end(text, start, (_EMPLOYMENT,))
    is_telephone = text.startswith(("08", "62"), start)
    if employment and not is_telephone and _NAMED.search(before(text, start, 40)):
        return employment
    return None


def _is_named(text: str, start: int, end: int) -> bool:
    # Over the end of a sentence too: a question may name what the answer holds.
    near = text[max(0, start - _REACH) : start] + "\n" + text[end : end + _REACH_AFTER]
    return bool(_NAMED.search(near))

"""Recognise taxpayer numbers (NPWP): 15 digits, or 16 since PMK 112/2022."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.digit_groups import numbers_after
from services.moderation.screening.personal.hit import Hit

_NAMED = re.compile(
    r"npwp(?:-?(?:ku|mu|nya|ne|e))?|n\.p\.w\.p|pokok wajib pajak|tax(?:payer)? (?:id"
    r"|number|identification)"
)
_LENGTHS = (15, 16)
_J = r"[ .,-]{1,3}"
_GROUPED = re.compile(
    rf"(?<![0-9])(?:[0-9]{{2}}{_J}[0-9]{{3}}{_J}[0-9]{{3}}{_J}[0-9]{_J}[0-9]{{3}}{_J}[0-9]{{3}}"
    rf"|[0-9]{{2}}\.[0-9]{{3}}\.[0-9]{{3}}\.[0-9]-[0-9]{{6}})(?![0-9])"
)
# "KK" or "NIK" between the word and the number names the number anew.
_RENAMED = re.compile(r"\b(?:nik|kk|ktp|hp|wa|telp?|rek(?:ening)?)\b")


def find_tax_numbers(text: str) -> Iterator[Hit]:
    """Yield the NPWP in a folded text, named ones in any grouping. Linear."""
    for start, end in numbers_after(text, _NAMED, _LENGTHS):
        if not _RENAMED.search(text, text.rfind("p", 0, start), start):
            yield _hit(start, end, 0.97)
    for match in _GROUPED.finditer(text):
        yield _hit(*match.span(), 0.9)


def _hit(start: int, end: int, score: float) -> Hit:
    return Hit("ID_NPWP", start, end, score, Severity.HIGH, "npwp")

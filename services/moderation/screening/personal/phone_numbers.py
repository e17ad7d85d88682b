"""Recognise telephone numbers, Indonesian and foreign, however they are spaced."""

import re
from collections.abc import Iterator

import phonenumbers

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.digit_groups import only_digits
from services.moderation.screening.personal.hit import NOBODYS, Hit, nobodys
from services.moderation.screening.personal.offices import is_offices_telephone
from services.moderation.screening.personal.surroundings import before

# A prefix, then 7 to 14 more digits with at most two separators between them.
_CANDIDATE = re.compile(
    r"(?<![0-9])(?<![0-9][.,:])(?:\+ ?[1-9]|\(?(?:\+ ?)?6|\(?0|(?<!\w)8)"
    r"(?:[ .()/_-]{0,2}[0-9]){7,14}(?![0-9])"
)
_DIGITS = re.compile(r"[0-9]+")
_MOBILE = re.compile(r"(?:0|62|620|0062)?8[1-9][0-9]{7,10}")
_FREE_OF_CHARGE = re.compile(r"(?:0|62)80[0-9]")
_DATE_OR_AMOUNT = re.compile(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{4}|[0-9]{1,3}(?:\.[0-9]{3}){2,}$")
_OR = re.compile(r" ?(?:[,/&-]|atau|dan|utawi|or|and) ?(?:di |ke |wa |hp )?")
_FEWEST = 8
# Validation by metadata takes 40 microseconds; past so many the shape alone decides.
_VALIDATED = 300
_MOBILE_SCORE, _OTHER_SCORE = 0.97, 0.85
_TELEPHONE = re.compile(
    r"\b(?:telp?|tlp|telepon|telpon|phone|fax|hub|hubungi|call|kontak|contact|cp|rumah|hp"
    r"|wa|no hp|whatsapp|sms"
    r"|nomor|nomer|nomere|no|chat)\b[^0-9]{0,15}$"
)


def find_phone_numbers(text: str) -> Iterator[Hit]:
    """Yield the telephone numbers in a folded text. Linear."""
    at, tried, previous = 0, 0, None
    while match := _CANDIDATE.search(text, at):
        start = match.start()
        groups = [group.end() + start for group in _DIGITS.finditer(match.group())]
        at = groups[0]
        # The longest comes first, so that no digit of a number is left uncovered.
        for end in reversed(groups):
            tried += 1
            score = _score(text, start, end, validate=tried <= _VALIDATED)
            if score:
                previous = _hit(text, start, end, score, previous)
                yield previous
                at = end
                break


def _hit(text: str, start: int, end: int, score: float, previous: Hit | None) -> Hit:
    # A bracket belongs to the number only if it closes within it: "(0274) 868405".
    if text[start] == "(" and ")" not in text[start:end]:
        start += 1
    mobile = score == _MOBILE_SCORE
    # A second number of the same: "(0274) 868321 atau 0812-2500-0500".
    if previous and previous.label == NOBODYS and _OR.fullmatch(text, previous.end, start):
        return nobodys(start, end)
    if is_offices_telephone(text, start, end, mobile=mobile):
        return nobodys(start, end)
    return Hit("PHONE_NUMBER", start, end, score, Severity.HIGH, "phone")


def _score(text: str, start: int, end: int, *, validate: bool) -> float:
    """Return how surely a stretch is a telephone number; 0.0 when it is none."""
    candidate = text[start:end]
    digits = only_digits(candidate)
    if len(digits) < _FEWEST or _DATE_OR_AMOUNT.match(candidate):
        return 0.0
    if _MOBILE.fullmatch(digits):
        # Written without its zero it may be any number: something must call it a telephone's.
        return _MOBILE_SCORE if digits[0] != "8" or _is_named(text, start) else 0.0
    if digits[0] == "8" or not validate or _FREE_OF_CHARGE.match(digits):
        return 0.0
    # A landline's digits in one row are told from any other number by what stands before them.
    is_plain = candidate.isdecimal() and not _is_named(text, start)
    return 0.0 if is_plain or not _is_valid(candidate) else _OTHER_SCORE


def _is_named(text: str, start: int) -> bool:
    return bool(_TELEPHONE.search(before(text, start, 30)))


def _is_valid(candidate: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(candidate, "ID"))
    except phonenumbers.NumberParseException:
        return False

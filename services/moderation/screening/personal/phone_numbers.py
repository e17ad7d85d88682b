"""Recognise telephone numbers, Indonesian and foreign, however they are spaced."""

import re
from collections.abc import Iterator

import phonenumbers

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

# A prefix, then 7 to 14 more digits with at most two separators between them.
_CANDIDATE = re.compile(
    r"(?<![0-9])(?:\+ ?[1-9]|\(?(?:\+ ?)?6|\(?0|(?<!\w)8)(?:[ .()/_-]{0,2}[0-9]){7,14}(?![0-9])"
)
_DIGITS = re.compile(r"[0-9]+")
_MOBILE = re.compile(r"(?:0|62|620)?8[0-9]{8,11}")
_DATE_OR_AMOUNT = re.compile(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{4}|[0-9]{1,3}(?:\.[0-9]{3}){2,}$")
_FEWEST = 8
# Validation by metadata takes 40 microseconds; past so many the shape alone decides.
_VALIDATED = 300
_MOBILE_SCORE, _OTHER_SCORE = 0.97, 0.85


def find_phone_numbers(text: str) -> Iterator[Hit]:
    """Yield the telephone numbers in a folded text. Linear."""
    at, tried = 0, 0
    while match := _CANDIDATE.search(text, at):
        start = match.start()
        groups = [group.end() + start for group in _DIGITS.finditer(match.group())]
        at = groups[0]
        # The longest comes first, so that no digit of a number is left uncovered.
        for end in reversed(groups):
            tried += 1
            score = _score(text[start:end], validate=tried <= _VALIDATED)
            if score:
                yield Hit("PHONE_NUMBER", start, end, score, Severity.HIGH, "phone")
                at = end
                break


def _score(candidate: str, *, validate: bool) -> float:
    """Return how surely `candidate` is a telephone number; 0.0 when it is none."""
    digits = "".join(_DIGITS.findall(candidate))
    if len(digits) < _FEWEST or _DATE_OR_AMOUNT.match(candidate):
        return 0.0
    if _MOBILE.fullmatch(digits):
        # Written without its zero it may be any number: the metadata must know the prefix.
        return _MOBILE_SCORE if not validate or digits[0] != "8" or _is_valid(digits) else 0.0
    if digits[0] == "8" or not validate:
        return 0.0
    return _OTHER_SCORE if _is_valid(candidate) else 0.0


def _is_valid(candidate: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(candidate, "ID"))
    except phonenumbers.NumberParseException:
        return False

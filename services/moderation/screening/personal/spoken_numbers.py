"""Recognise telephone numbers that are written in words: nol delapan satu dua, zero eight one."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

_WORDS: dict[str, tuple[str, ...]] = {
    "0": ("nol", "enol", "kosong", "nul", "zero", "oh", "nihil"),
    "1": ("satu", "siji", "setunggal", "hiji", "one"),
    "2": ("dua", "loro", "kalih", "two", "duwa"),
    "3": ("tiga", "telu", "tilu", "three", "tigo"),
    "4": ("empat", "papat", "sekawan", "opat", "four", "pat"),
    "5": ("lima", "limo", "gangsal", "five"),
    "6": ("enam", "enem", "nem", "genep", "six"),
    "7": ("tujuh", "pitu", "seven"),
    "8": ("delapan", "wolu", "dalapan", "eight", "lapan"),
    "9": ("sembilan", "sanga", "songo", "salapan", "nine"),
}
"""Indonesian, Javanese (ngoko and krama), Sundanese, English."""

_DIGIT = {word: digit for digit, words in _WORDS.items() for word in words}
_TWICE = {"dobel": 2, "double": 2, "dobol": 2, "tripel": 3, "triple": 3}
_WORD = "|".join(sorted([*_DIGIT, *_TWICE], key=len, reverse=True))
_TOKEN = rf"(?:(?:{_WORD})\b|[0-9]{{1,4}}(?![0-9a-z]))"
_SAID = re.compile(rf"(?<![\w+])(?:\+|plus )?{_TOKEN}(?:[ ,.-]{{1,2}}{_TOKEN}){{4,20}}")
_PART = re.compile(rf"\b(?:{_WORD})\b|[0-9]+")
_TELEPHONE = re.compile(r"(?:0|62|620)8[1-9][0-9]{7,10}|0[2-7][0-9]{7,9}")
_NAMED = re.compile(r"\b(?:hubungi|telp?|telepon|hp|wa|kontak|call|nomor|nomer|no)\b[^0-9]{0,15}$")
_WITHOUT_ZERO = re.compile(r"8[1-9][0-9]{8,10}")
_FEWEST_WORDS = 4


def find_spoken_numbers(text: str) -> Iterator[Hit]:
    """Yield the telephone numbers in words in a folded text. Linear."""
    for match in _SAID.finditer(text):
        parts = [part.span() for part in _PART.finditer(text, *match.span())]
        span = _telephone(text, parts)
        if span:
            yield Hit("PHONE_NUMBER", *span, 0.9, Severity.HIGH, "phone_in_words")


def _telephone(text: str, parts: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the span of the parts that make a telephone number, the longest from the first on."""
    for first in range(min(len(parts), 3)):
        for last in range(len(parts), first + 1, -1):
            said = [text[start:end] for start, end in parts[first:last]]
            words = sum(not one.isdecimal() for one in said)
            if words >= _FEWEST_WORDS and _is_telephone(text, parts[first][0], _digits(said)):
                return parts[first][0], parts[last - 1][1]
    return None


def _is_telephone(text: str, start: int, digits: str) -> bool:
    if _TELEPHONE.fullmatch(digits):
        return True
    is_named = bool(_NAMED.search(text, max(0, start - 30), start))
    return is_named and bool(_WITHOUT_ZERO.fullmatch(digits))


def _digits(said: list[str]) -> str:
    digits, times = "", 1
    for one in said:
        if one in _TWICE:
            times = _TWICE[one]
            continue
        digits += _DIGIT.get(one, one) * times
        times = 1
    return digits

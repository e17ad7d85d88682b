"""Recognise where somebody lives: streets, hamlets, estates, with numbers and postcode.

A street by itself is a place that everybody uses. It is somebody's address with a house number, a
neighbourhood (RT/RW), a block, or the villages after it.
"""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.common_words import CITIES, COMMON_WORDS
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.known_names import (
    is_district,
    is_full_name,
    is_known_name,
)
from services.moderation.screening.personal.offices import is_offices_address
from services.moderation.screening.personal.people_words import TITLES
from services.moderation.screening.personal.surroundings import before

# A name is of capitalised words; a street's may be typed in small letters, and then is one word.
_NO_NAME = (
    r"(?!(?:No|NO|Nomor|Nomer|RT|Rt|RW|Rw|Km|KM|Blok|Block|Gg|GG|Gang|Jl|Jln|Jalan|HP|WA"
    r"|Hp|Wa|Telp?|Telepon"
    r"|NIK|KTP|KK|NPWP|Rekening|Alamat|Email|Nama|Pemilik|Pelapor|Lt|Lantai|Unit|Kode"
    r"|Tolong|Mohon)\b)"
)
_WORD = rf"{_NO_NAME}[A-Z][A-Za-z'\u2019-]*(?![\w-])(?<!-)"
_NUMERAL = r"(?:[IVX]{1,5}|\d{1,2})\b"
_NAME = rf"{_WORD}\.?(?: (?:{_WORD}|{_NUMERAL})){{0,4}}"
_STREET = (
    rf"(?:[Jj]alan|[Jj]l[nk]?|JL|[Gg]ang|[Gg]g|GG)\b\.? ?(?:{_NAME}"
    rf"|(?!(?:nomor|nomer|blok|gang)\b)[a-z]{{3,15}})(?: {_NUMERAL})?"
)
_PLACE = (
    rf"(?:[Dd]usun|[Dd]sn|[Dd]ukuh|[Pp]adukuhan|[Pp]edukuhan|[Kk]ampung|Kp"
    rf"|[Pp]erum(?:ahan)?|[Kk]omp?lek[sk]?|"
    rf"[Gg]riya|[Aa]srama|[Aa]partemen|[Rr]usun(?:awa)?|[Cc]luster|[Kk]alurahan"
    rf"|[Kk]elurahan|[Kk]el|[Dd]esa|Ds|"
    rf"[Kk]apanewon|[Kk]ecamatan|[Kk]ec|[Kk]ab(?:upaten)?)\b\.? (?:{_NAME}"
    rf"|[a-z]{{3,15}}(?= (?:rt|no|RT|No)\b))"
)
_KILOMETRE = r"[Kk][Mm]\.? ?\d{1,3}(?:[.,]\d{1,2})?"
_NUMBER = (
    r"(?:[Nn]o|NO|[Nn]omor|[Nn]omer)\.? ?\d{1,4}(?:[-/ ]?[A-Z]\b)?(?:[-/]\d{1,3})?"
    r"|\b[A-Z]{1,2}-?\d{1,3}\b"
)
_BLOCK = r"[Bb]lo(?:k|ck)\.? ?[A-Z]{1,2}(?:[-/ ]?\d{1,3})?(?:[-/]\d{1,3})?"
_NEIGHBOURHOOD = (
    r"(?:RT|Rt|rt)\.? ?\d{1,3}(?: ?[/,-]? ?(?:RW|Rw|rw)\.? ?\d{1,3}| ?/ ?\d{1,3})?|(?:RW"
    r"|Rw|rw)\.? ?\d{1,3}"
)
_PART = (
    rf"(?:{_STREET}|{_PLACE}|{_KILOMETRE}|{_NUMBER}|{_BLOCK}|{_NEIGHBOURHOOD}"
    rf"|(?:[Ll]antai|[Ll]t|[Uu]nit)\.? ?\d+)"
)
_TAIL = rf"(?:{_WORD}(?: {_WORD}){{0,2}})"
_POSTCODE = r"\d{5}(?!\d)"
_ADDRESS = re.compile(
    rf"(?<![\w@/])(?P<head>(?:{_STREET}|{_PLACE}|{_NEIGHBOURHOOD})(?:(?:, ?| )(?:{_PART}))*)"
    rf"(?P<tail>(?:, ?{_TAIL}){{0,5}}(?:,? {_POSTCODE})?)"
)
_HOUSE = re.compile(rf"{_NUMBER}|{_BLOCK}|(?:RT|Rt|rt)\.? ?\d|[Gg](?:g\.?|ang) [A-Z][a-z]+ \d")
_WORDS = re.compile(r"[A-Z][A-Za-z'\u2019-]*")
_HAMLET = re.compile(
    r"(?:[Dd]usun|[Dd]sn|[Dd]ukuh|[Pp]a?edukuhan|[Pp]adukuhan|[Pp]erum|[Kk]omp?lek"
    r"|[Aa]partemen|Kp\b)"
)
_ONLY_NEIGHBOURHOOD = re.compile(rf"(?:(?:{_NEIGHBOURHOOD})[ ,]{{0,2}})+")
_BOTH = re.compile(r"(?i:rt)\.? ?\d{1,3} ?(?:[/,-]? ?(?i:rw)|/)")
_LIVES = re.compile(
    r"\b(?:alamat(?:ku|e|nya|ipun)?|rumah(?:ku|nya)?|tinggal|omah(?:ku|e)?|griya(?:ne"
    r"|nipun)?|dalem(?:ipun)?|domisili|kos|kontrakan"
    r"|kirim|jemput|antar|live|living|home|address|deliver)\b[^!?]{0,50}$"
)
# Without commas: "RT 03 RW 05 Sinduadi Mlati Sleman".
_SPACED_TAIL = re.compile(
    rf"(?P<words>(?: {_WORD}){{1,4}})(?P<more>(?:, ?{_TAIL}){{0,4}}(?:,? {_POSTCODE})?)"
)
_TAIL_PART = re.compile(rf",? ?(?P<words>(?:{_WORD} ?)*)[0-9 ]*")
_SMALL_WORD = re.compile(r",? ([a-z]{4,20})(?![\w-])")
_POSTCODE_AT_END = re.compile(rf"{_POSTCODE}$")
_SCORE = 0.9


def find_addresses(text: str) -> Iterator[Hit]:
    """Yield the addresses in a text as it is seen. Linear."""
    for match in _ADDRESS.finditer(text):
        end = _end(text, match)
        if _is_home(text, match, end) and not is_offices_address(text, match.start()):
            yield Hit("ADDRESS", match.start(), end, _SCORE, Severity.HIGH, "address")


def _end(text: str, match: re.Match[str]) -> int:
    """Return the end of an address, past the villages that follow its number without a comma."""
    if match["tail"]:
        return _past_villages(text, *match.span("tail"))
    if not match["head"][-1].isdecimal():
        return match.end()
    more = _SPACED_TAIL.match(text, match.end())
    if more is None:
        return _past_districts(text, match.end())
    end = more.start()
    for village in _WORDS.finditer(text, *more.span("words")):
        word = village.group().lower()
        if _ends_an_address(word) or is_known_name(word):
            return end
        end = village.end()
    return more.end()


def _past_villages(text: str, start: int, end: int) -> int:
    """Return where the parts behind commas end: at a person's name, a day, a role."""
    at = start
    while at < end:
        part = _TAIL_PART.match(text, at, end)
        names = part["words"].lower().split() if part else []
        if names and (_ends_an_address(names[0]) or is_full_name(names)):
            return at
        at = part.end() if part else end
    return end


def _is_home(text: str, match: re.Match[str], end: int) -> bool:
    """Tell where somebody lives from a road or a neighbourhood that everybody uses."""
    head, tail = match["head"], text[match.end("head") : end]
    if _ONLY_NEIGHBOURHOOD.fullmatch(head):
        is_home = _LIVES.search(before(text, match.start(), 40)) and _BOTH.search(head)
        return bool(tail or is_home)
    if _HOUSE.search(head):
        return True
    # A hamlet is where things happen too: several parts, a postcode or a word of living tell.
    parts = head.count(",") + tail.count(",")
    lives = _LIVES.search(before(text, match.start(), 70)) or _POSTCODE_AT_END.search(tail)
    return bool(_HAMLET.match(head)) and (parts > 1 or (parts == 1 and bool(lives)))


def _ends_an_address(word: str) -> bool:
    return word in TITLES or (word in COMMON_WORDS and word not in CITIES)


def _past_districts(text: str, end: int) -> int:
    """Return the end of the districts and cities in small letters that follow."""
    word = _SMALL_WORD.match(text, end)
    while word and (word[1] in CITIES or is_district(word[1])):
        end = word.end()
        word = _SMALL_WORD.match(text, end)
    return end

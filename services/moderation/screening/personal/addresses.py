"""Recognise where somebody lives: streets, hamlets, estates and their numbers, down to the postcode.

A street by itself is a place that everybody uses. It is somebody's address with a house number, a
neighbourhood (RT/RW), a block, or the villages after it.
"""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

# A name is of capitalised words; a street's may be typed in small letters, and then is one word.
_NO_NAME = (
    r"(?!(?:No|NO|Nomor|Nomer|RT|Rt|RW|Rw|Km|KM|Blok|Block|Gg|GG|Gang|Jl|Jln|Jalan|HP|WA|Hp|Wa|Telp?|Telepon"
    r"|NIK|KTP|KK|NPWP|Rekening|Alamat|Email|Nama|Pemilik|Pelapor|Lt|Lantai|Unit|Kode|Tolong|Mohon)\b)"
)
_WORD = rf"{_NO_NAME}[A-Z][A-Za-z'’-]*"
_NUMERAL = r"(?:[IVX]{1,5}|\d{1,2})\b"
_NAME = rf"{_WORD}\.?(?: (?:{_WORD}|{_NUMERAL})){{0,4}}"
_STREET = (
    rf"(?:[Jj]alan|[Jj]l[nk]?|JL|[Gg]ang|[Gg]g|GG)\b\.? ?(?:{_NAME}|[a-z]{{3,15}})(?: {_NUMERAL})?"
)
_PLACE = (
    rf"(?:[Dd]usun|[Dd]sn|[Dd]ukuh|[Pp]adukuhan|[Pp]edukuhan|[Kk]ampung|Kp|[Pp]erum(?:ahan)?|[Kk]omp?lek[sk]?|"
    rf"[Gg]riya|[Aa]srama|[Aa]partemen|[Rr]usun(?:awa)?|[Cc]luster|[Kk]alurahan|[Kk]elurahan|[Kk]el|[Dd]esa|Ds|"
    rf"[Kk]apanewon|[Kk]ecamatan|[Kk]ec|[Kk]ab(?:upaten)?)\b\.? (?:{_NAME})"
)
_KILOMETRE = r"[Kk][Mm]\.? ?\d{1,3}(?:[.,]\d{1,2})?"
_NUMBER = r"(?:[Nn]o|NO|[Nn]omor|[Nn]omer)\.? ?\d{1,4}(?:[-/ ]?[A-Z]\b)?(?:[-/]\d{1,3})?|\b[A-Z]{1,2}-?\d{1,3}\b"
_BLOCK = r"[Bb]lo(?:k|ck)\.? ?[A-Z]{1,2}(?:[-/ ]?\d{1,3})?(?:[-/]\d{1,3})?"
_NEIGHBOURHOOD = r"(?:RT|Rt|rt)\.? ?\d{1,3}(?: ?[/,-]? ?(?:RW|Rw|rw)\.? ?\d{1,3}| ?/ ?\d{1,3})?|(?:RW|Rw|rw)\.? ?\d{1,3}"
_PART = rf"(?:{_STREET}|{_PLACE}|{_KILOMETRE}|{_NUMBER}|{_BLOCK}|{_NEIGHBOURHOOD}|(?:[Ll]antai|[Ll]t|[Uu]nit)\.? ?\d+)"
_TAIL = rf"(?:{_WORD}(?: {_WORD}){{0,2}})"
_POSTCODE = r"\d{5}(?!\d)"
_ADDRESS = re.compile(
    rf"(?<![\w@/])(?P<head>(?:{_STREET}|{_PLACE}|{_NEIGHBOURHOOD})(?:(?:, ?| )(?:{_PART}))*)"
    rf"(?P<tail>(?:, ?{_TAIL}){{0,5}}(?:,? {_POSTCODE})?)"
)
_HOUSE = re.compile(rf"{_NUMBER}|{_BLOCK}|(?:RT|Rt|rt)\.? ?\d|[Gg](?:g\.?|ang) [A-Z][a-z]+ \d")
_HAMLET = re.compile(
    r"(?:[Dd]usun|[Dd]sn|[Dd]ukuh|[Pp]a?edukuhan|[Pp]adukuhan|[Pp]erum|[Kk]omp?lek|[Aa]partemen|Kp\b)"
)
_SCORE = 0.9


def find_addresses(text: str) -> Iterator[Hit]:
    """Yield the addresses in a text as it is seen. Linear."""
    for match in _ADDRESS.finditer(text):
        head, tail = match["head"], match["tail"]
        if _HOUSE.search(head) or (_HAMLET.match(head) and tail):
            yield Hit("ADDRESS", *match.span(), _SCORE, Severity.HIGH, "address")

"""Recognise vehicle plates: the region's letters, up to four digits, up to three letters."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.surroundings import before
from services.moderation.screening.personal.wording import words

_REGION = r"A[ABDEG]|B[ABDEGHKLMNP]|D[ABCDEGHKLMNPRT]|E[ABD]|K[BHTU]|P[ABGSY]|[ABDEFGHKLMNPRSTWZ]"
_PLATE = re.compile(
    rf"(?<![\w@/.#-])(?:{_REGION})(?P<joint>[ .-]?)(?P<digits>[1-9O][0-9O]{{0,3}})"
    r"(?P<second>[ .-]?)(?P<letters>[A-Z]{1,3})(?![\w-])"
)
_SMALL = re.compile(
    rf"(?i)(?<![\w@/.#-])(?:{_REGION})[ .-]?(?P<digits>[1-9o][0-9o]{{0,3}})"
    r"[ .-]?(?P<letters>[a-z]{1,3})(?![\w-])"
)
_VEHICLE = re.compile(
    r"\bplat(?:nya|e)?\b|\bplate\b|pelat|nopol|no\.? ?pol|polisi|tnkb|stnk|bpkb|kendaraan"
    r"|motor|montor|mobil|truk|truck|\bbus?\b|\bbis\b"
    r"|pick ?up|taksi|angkot|sepeda motor|scooter|\bcar\b|vario|beat|avanza|innova|xenia"
    r"|nmax|supra|brio|jazz|ojol"
)
# Blocks, rooms, classes and schools are numbered alike.
_OTHER = re.compile(
    r"\b(?:blok|block|ruang|kelas|lantai|gate|gerbang|unit|kamar|lt|room|jalur|line"
    r"|koridor|pasal|tribun|kursi"
    r"|gerbong|hal|tipe|type|seri|kode|sd|smp|sma|smk|tk|mts|mi|ma|gang|gg|jl|rute"
    r"|nilai)\.? ?(?:[a-z]{1,2} ?)?$"
)
# Letters that count or name something where no vehicle is spoken of.
_UNITS = words(
    """
    RT RW KM GB TB MB KG CM MM ML HP WA WIB WIT AM PM PCS BLN THN TH KK SD TK GG JL NO RI
    IDR DAN KE DI ATM JAM HR JT RB SMA SMP SMK KUR VA MP K X G
    """
)


def find_vehicle_plates(text: str) -> Iterator[Hit]:
    """Yield the plates in a text as it is seen. Linear."""
    for match in _PLATE.finditer(text):
        score = _score(text, match)
        if score:
            yield _hit(match, score)
    for match in _SMALL.finditer(text):
        is_full = _is_full(match) and match["letters"].upper() not in _UNITS
        if is_full and _VEHICLE.search(before(text, match.start(), 25)):
            yield _hit(match, 0.8)


def _score(text: str, match: re.Match[str]) -> float:
    """Return how surely it is a plate; 0.0 when it is none."""
    words = before(text, match.start(), 60)
    if not _is_full(match) or _OTHER.search(words):
        return 0.0
    if _VEHICLE.search(words) or _VEHICLE.search(text[match.end() : match.end() + 30].lower()):
        return 0.95
    if match["letters"] in _UNITS:
        return 0.0
    is_spaced = match["joint"] and match["second"]
    return 0.85 if is_spaced and len(match["digits"]) > 1 else 0.4


def _is_full(match: re.Match[str]) -> bool:
    """Tell a full plate from "B 1 A": it has more than one digit and one letter, and a digit."""
    digits = match["digits"]
    is_short = len(digits) == 1 and len(match["letters"]) == 1
    return not is_short and any(one.isdigit() for one in digits)


def _hit(match: re.Match[str], score: float) -> Hit:
    return Hit("ID_VEHICLE_PLATE", *match.span(), score, Severity.MEDIUM, "vehicle_plate")

"""Recognise points on a map: links to it, decimal degrees, degrees with minutes, plus codes."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:maps\.app\.goo\.gl/|goo\.gl/maps/|maps\.google\.[a-z.]{2,6}/"
    r"|google\.[a-z.]{2,6}/maps|maps\.apple\.com/|(?:ul\.)?waze\.com/|openstreetmap\.org/|osm\.org/"
    r"|g\.page/|maps\.me/|what3words\.com/|w3w\.co/|here\.com/"
    r"|bing\.com/maps)[^\s\"'<>\x00]{1,500}|\bgeo:-?[0-9.,-]{6,40}"
)
_END = ".,;:!?)]}"
_NUMBER = r"-?[0-9]{1,3}[.,][0-9]{3,15}"
_JOINT = r" ?[,;/ ] ?"
_AXIS = r"(?:lat(?:itude)?|lon(?:g(?:itude)?)?|lng|lintang|bujur|garis lintang|garis bujur)"
_DECIMAL = re.compile(
    rf"(?<![0-9.,])(?P<lat>{_NUMBER})°?(?P<joint>{_JOINT}"
    rf"|{_JOINT}?{_AXIS} ?[:=]? ?)(?P<lon>{_NUMBER})°?(?![0-9]|[.,][0-9])"
)
_SIDE = r"(?:[nsewubt]|l[us]|b[tb]|lat|north|south|east|west)"
_PART = (
    rf"[0-9]{{1,3}}(?:[.,][0-9]+)? ?(?:°|º|o(?=[ 0-9])|deg"
    rf"|derajat) ?(?:[0-9]{{1,2}}(?:[.,][0-9]+)? ?['\u2019\u2032`] ?"
    rf"(?:[0-9]{{1,2}}(?:[.,][0-9]+)? ?(?:\"|”|″|''|\u2019\u2019|\u2032\u2032))?)?"
    rf" ?{_SIDE}?(?![a-z])"
)
_DEGREES = re.compile(
    rf"(?<![0-9.,])-?(?:(?<![a-z]){_SIDE} ?)?{_PART}[ ,;/]{{1,3}}-?(?:(?<![a-z]){_SIDE} ?)?{_PART}"
)
_TURNED = re.compile(rf"-?{_NUMBER} ?{_SIDE}[ ,;/]{{1,3}}-?{_NUMBER} ?{_SIDE}(?![a-z])")
# Of Open Location Codes: twenty letters and figures, a plus sign in the ninth place or earlier.
_PLUS_CODE = re.compile(
    r"(?<![\w+])(?=[a-z]*[0-9])[23456789cfghjmpqrvwx]{4,8}\+[23456789cfghjmpqrvwx]{2,3}(?![\w+])"
)
_NAMED = re.compile(
    r"koordinat|coordinate|\blat\b|latitude|lintang|gps|lokasi|titik|location|shareloc|posisi"
)
_MOST_LAT, _MOST_LON = 90, 180
_FEWEST_DECIMALS = 4


def find_coordinates(text: str) -> Iterator[Hit]:
    """Yield the links and the pairs of numbers in a folded text, whole. Linear."""
    for match in _LINK.finditer(text):
        end = match.start() + len(match.group().rstrip(_END))
        yield Hit("COORDINATES", match.start(), end, 0.9, Severity.MEDIUM, "map_link")
    for pattern in (_DEGREES, _TURNED, _DECIMAL, _PLUS_CODE):
        for match in pattern.finditer(text):
            if pattern is not _DECIMAL or _is_a_place(text, match):
                end = match.start() + len(match.group().rstrip())
                yield Hit("COORDINATES", match.start(), end, 0.9, Severity.MEDIUM, "coordinates")


def _is_a_place(text: str, match: re.Match[str]) -> bool:
    """Tell a place from two decimal figures: on the globe, precise, or called a place."""
    lat, lon = match["lat"].replace(",", "."), match["lon"].replace(",", ".")
    if abs(float(lat)) > _MOST_LAT or abs(float(lon)) > _MOST_LON:
        return False
    decimals = min(len(lat.partition(".")[2]), len(lon.partition(".")[2]))
    named = _NAMED.search(text, max(0, match.start() - 50), match.start())
    return decimals >= _FEWEST_DECIMALS or bool(named)

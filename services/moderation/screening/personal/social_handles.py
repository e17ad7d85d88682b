"""Recognise accounts on social networks that are not an institution's."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

_HANDLE = re.compile(r"(?<![\w.@/+-])@([a-z0-9_][a-z0-9_.]{1,29})(?![\w@])")
_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.|id-id\.)?(?:instagram|facebook|fb|tiktok|twitter|x|threads|linkedin|t)"
    r"\.(?:com|net|me)/(?:in/|profile\.php\?id=)?@?([a-z0-9_][a-z0-9_.-]{2,60})(?:/[^\s|]{0,100})?"
)
_NAMED = re.compile(
    r"\b(?:ig|instagram|fb|facebook|twitter|tiktok|threads|telegram|akun|account|username|usn|medsos)"
    r"(?:nya|ku|ne|mu|e)?[ :=-]{1,4}(?:saya |aku |ku |resmi |pribadi )?[:=]? ?"
    r"(?P<name>[a-z0-9](?:[a-z0-9]|[_.](?=[a-z0-9_])){2,28})(?![\w@.])"
)
# A word that names an office, a company or a medium in a handle.
_INSTITUTION = re.compile(
    r"pemkab|pemkot|pemda|pemprov|pemdes|dinas|diskom|kominfo|humas|polres|polsek|polda|polri|polisi"
    r"|kodim|koramil|tni|bpbd|bnpb|bmkg|basarnas|damkar|dishub|dukcapil|disdik|dinkes|dprd|dpr_?ri"
    r"|kemen|kejari|kpu|bawaslu|bpjs|pln|pdam|telkom|indihome|rsud|rsup|puskesmas|_?sleman|jogja|yogya"
    r"|bantul|kulonprogo|gunungkidul|diy|kapanewon|kecamatan|kelurahan|kalurahan|desa|official|resmi"
    r"|media|news|berita|info|lapor|ombudsman|gov|univ|ugm|uny|uin|sekolah|sman?[0-9]|smpn?|sdn|shopee"
    r"|tokopedia|gojek|grab|bank|bri|bni|mandiri|bca|\buser\b|\bnama\b|presiden|gubernur|bupati|walikota"
)
_WORDS_AFTER_NAMING = frozenset(
    {"saya", "aku", "ini", "itu", "palsu", "resmi", "yang", "dengan", "media"}
)


def find_social_handles(text: str) -> Iterator[Hit]:
    """Yield the handles and profile links in a folded text. Linear."""
    for match in _PROFILE.finditer(text):
        if not _INSTITUTION.search(match[1]):
            yield _hit(match.start(), match.start() + len(match.group().rstrip("./")), 0.9)
    for match in _HANDLE.finditer(text):
        name = match[1].rstrip(".")
        if not _INSTITUTION.search(name):
            yield _hit(match.start(), match.start() + 1 + len(name), 0.8)
    for match in _NAMED.finditer(text):
        name = match["name"]
        # A plain word after "akun" says what kind it is; a name of one has a digit or a joint.
        is_made_up = any(not letter.isalpha() for letter in name)
        if is_made_up and name not in _WORDS_AFTER_NAMING and not _INSTITUTION.search(name):
            yield _hit(*match.span("name"), 0.7)


def _hit(start: int, end: int, score: float) -> Hit:
    return Hit("SOCIAL_HANDLE", start, end, score, Severity.MEDIUM, "social_handle")

"""Names of offices, firms and media, as they stand in the names of accounts."""

import re

from lokal.samaran._names import FAMILY_NAMES, GIVEN_NAMES

from services.moderation.screening.personal.wording import words

# Long enough to be told within a word: "dukcapilsleman".
_WITHIN = re.compile(
    r"pemkab|pemkot|pemda|pemprov|pemdes|pemerintah|dinas|dinkes|dinsos|dishub|disdik"
    r"|disnaker|dukcapil|diskominfo"
    r"|kominfo|humas|polres|polsek|polda|polri|polisi|kodim|koramil|bpbd|bnpb|bmkg"
    r"|basarnas|damkar|satpol|dprd|kemen"
    r"|kejari|kejaksaan|bawaslu|bpjs|pdam|telkom|indihome|indosat|smartfren|rsud|rsup"
    r"|puskesmas|kapanewon|kecamatan"
    r"|kelurahan|kalurahan|official|resmi|ombudsman|universitas|sekolah|tokopedia|shopee"
    r"|gojek|traveloka|lazada"
    r"|pertamina|transjogja|presiden|gubernur|bupati|walikota|kpk_ri|komnas|baznas|tribun"
    r"|kompas|detik|cnn|jogjapolitan"
    r"|perpus|museum|infocegatan|merapi_?news|imigrasi|bandara|stasiun"
)
# Short ones count as a whole part between joints and figures.
_PARTS = words(
    """
    tni kpu kai pln bri bni bca bsi btn mandiri bank gov go univ ugm uny uin uii upn amikom
    sma smk smp sdn sd news media berita info lapor cs care admin resmi diy pmi bnn kua bpn
    bps ojk bi kemenag mpp pupr dlh kpk mk ri dpr grab jne jnt sicepat xl axis tri gudeg
    presiden komdigi user nama akun username instagram sleman jogja yogyakarta bantul
    """
)
_CITY = re.compile(r"sleman|jogja|yogya|bantul|kulonprogo|gunungkidul|indonesia|jateng")
_JOINTS = re.compile(r"[._0-9]+")


def is_institution(handle: str) -> bool:
    """Tell whether an account's name in small letters is that of an office, a firm or a medium."""
    if _WITHIN.search(handle):
        return True
    parts = [part for part in _JOINTS.split(handle) if part]
    if any(part in GIVEN_NAMES or part in FAMILY_NAMES for part in parts):
        return False
    return any(part in _PARTS for part in parts) or bool(_CITY.search(handle))

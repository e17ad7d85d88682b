"""Claim numbers of parcels, orders, tickets, letters and the like: they are no one's."""

import re
from collections.abc import Iterator

from services.moderation.screening.personal.hit import Hit, nobodys

_PARCEL = (
    r"no ?resi|resi(?:ne|nya)?|invoice|faktur|kuitansi|kwitansi|struk(?: parkir)?|imei"
    r"|isbn|issn|tracking|nota"
)
_FILE = (
    r"(?:nomor|nomer|no\.?|kode|id|bernomor|number|reference|ref) ?(?:laporan|lapor|aduan"
    r"|pengaduan|tiket|pesanan"
    r"|order|antre?an|antri(?:an)?|registrasi|pendaftaran|berkas|referensi|ref|transaksi"
    r"|surat|sk|perkara|seri|mesin"
    r"|rangka|booking|kupon|kontrak|pelanggan|meter|sertifikat|peserta lomba|undian|token"
    r"|agenda|permohonan"
    r"|ticket|report|case|number)|tiket(?: aduan| pengaduan)?|id ?pel|referensi"
)
_JOINED = r"(?: (?:saya|kami|itu|ini|nomor|no|no\.|id|kode|is|was|nya|bernomor|dengan nomor))*"
_NUMBERED = re.compile(
    rf"\b(?:{_PARCEL}|{_FILE})\b{_JOINED}[ :#.=-]{{0,3}}"
    r"(?P<number>[a-z]{0,6}[/#.-]?[0-9][0-9a-z]{2,30}(?:[./-][0-9a-z]{1,20}){0,8})"
)
# Digits that go on from letters are a code's, unless the letters say what they are.
_CODE = re.compile(r"(?<![a-z0-9@._/-])(?P<letters>[a-z]{2,12})[-/]?[0-9]{6,24}(?![0-9])")
_LABELS = re.compile(
    r"(?:no|nomor|nomer|nik|ktp|kk|nokk|noktp|hp|nohp|wa|nowa|tel|telp|tlp|sms|call|cp"
    r"|rek|norek|npwp|bpjs|sim|jkn"
    r"|dana|ovo|gopay|bca|bri|bni|bsi|btn|mandiri|paspor|kontak|hub)(?:nya|ku|mu|ne)?"
)


def find_file_numbers(text: str) -> Iterator[Hit]:
    """Yield claims on the numbers in a folded text that name a thing. Linear."""
    for match in _NUMBERED.finditer(text):
        yield nobodys(*match.span("number"))
    for match in _CODE.finditer(text):
        if not _LABELS.fullmatch(match["letters"]):
            yield nobodys(*match.span())

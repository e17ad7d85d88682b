"""Tell what belongs to an office, a company or a hotline from what belongs to a citizen."""

import re

from services.moderation.screening.personal.surroundings import after, before

_SERVICE = (
    r"call ?cent(?:er|re)|hot ?line|contact ?cent(?:er|re)|customer (?:service|care)"
    r"|layanan(?: \w+)?|"
    r"pusat (?:layanan|informasi|panggilan|krisis)|posko(?: \w+)?|pos (?:jaga|siaga"
    r"|damkar|pemadam|polisi|"
    r"pantau)|piket|help ?desk|front desk|nomor (?:darurat|kantor|resmi|layanan)|wa "
    r"(?:center|centre|lapor|layanan"
    r"|aduan|pengaduan)|unit (?:gawat darurat|layanan)|igd|ugd|ambulans|ambulance"
    r"|sekretariat|resepsionis"
)
_OFFICE = (
    r"kantor|dinas|badan|bpbd|bnpb|damkar|pemadam kebakaran|basarnas|sar|polsek"
    r"|polres(?:ta)?|polda|polisi"
    r"|kapolsek|koramil|kodim|babinsa|bhabinkamtibmas|satpol ?pp|dishub|dinkes|dinsos"
    r"|disdik|disduk(?:capil)?"
    r"|dukcapil|disnaker|diskominfo|kominfo|dlh|dpupkp|dpu|pupr|bpn|bps|bkn|kpu|bawaslu"
    r"|kua|samsat|satpas"
    r"|imigrasi|kejari|kejaksaan|pengadilan|ombudsman|kelurahan|kalurahan|balai desa"
    r"|pemdes|kapanewon"
    r"|kecamatan|kabupaten|pemkab|pemkot|pemda|pemprov|setda|dprd|puskesmas|rsud|rsup"
    r"|rumah sakit|rs|klinik"
    r"|pmi|psc|pln|pdam|pertamina|telkom(?:sel)?|indihome|bpjs|bank|kai|stasiun|terminal"
    r"|bandara|perpustakaan"
    r"|library|museum|sekolah|universitas|kampus|office|police|fire (?:station|brigade)"
    r"|hospital|city hall"
    r"|kementerian|kemen\w+|ditjen|lembaga|yayasan|komnas|lpsk|bnn|bnnk|baznas|upt[dp]?"
)
_CONTACT = (
    r"(?:di|pada|ke|lewat|via|melalui|nomor|nomer|no|telp?|tlp|telepon|telpon|wa|whatsapp"
    r"|hp|sms|fax|faks|at|on"
    r"|the|is|are|yaiku|yaitu|adalah|resmi|siaga|pusat|24 jam|aduan|pengaduan|informasi"
    r"|info|sendiri|punya|bisa"
    r"|dikontak|dihubungi|ditelepon|langsung|kantor|dinas|neng|ing|wonten|nang|admin|piket)\b\.?"
)
_PRIVATE = re.compile(
    r"\b(?:saya|kami|aku|kula|kulo|abdi|my|mine|pribadi|rumah(?! sakit)|omah|griya"
    r"|keluarga|home|pelapor|pemilik"
    r"|korban|warga|a\.?n\.?|atas nama|ketua|bapak|ibu|pak|bu|mas|mbak|kak|bang|anak|suami|istri)\b"
)
_NAMED = rf"\b(?:{_SERVICE}|{_OFFICE})\b"
# The office's name goes on in a few words of place, then comes at most how it is reached.
_JUST_BEFORE = re.compile(
    rf"{_NAMED}(?:[ ,:()/-]{{1,3}}(?:{_CONTACT}|[a-z]{{3,15}})){{0,4}}[ ,:.()/-]{{0,3}}$"
)
_SERVICE_BEFORE = re.compile(
    rf"\b(?:{_SERVICE})\b(?:[ ,:()/-]{{1,3}}(?:{_CONTACT}|[a-z]{{3,15}})){{0,3}}[ ,:.()/-]{{0,3}}$"
)
_MOBILE_BEFORE = re.compile(
    rf"{_NAMED}(?:[ ,:()/-]{{1,3}}(?:{_CONTACT}|sleman|yogyakarta|jogja|diy|bantul|kulon ?progo"
    rf"|gunung ?kidul|godean|kota|kabupaten|daerah|provinsi)){{0,4}}[ ,:.()/-]{{0,3}}$"
)
_ASKED_FOR = re.compile(
    r"\b(?:hubungi|kontak|contact|call) (?:ke |di |nomor |no |wa |hp )*[:.]? ?$"
)
_JUST_AFTER = re.compile(
    rf"^[ ,()/:-]{{0,3}}(?:(?:itu|ini|adalah|yaitu|nomor|is|the|for|milik|punya) ){{0,3}}{_NAMED}"
)
# A name right behind it is the one who answers: "posko 0812… (Pak Hanif)".
_SOMEBODY_AFTER = re.compile(
    r"^ ?[(,/-]? ?(?:a\.?n\.? |atas nama |dengan |cp |kontak )?(?:pak|bu|bapak|ibu|mas"
    r"|mbak|kak|bang|sdri?|kang|lik)\b"
)
# An office's address stands behind its name; a neighbour's house is near an office.
_ADDRESSED = re.compile(
    rf"\b(?P<near>(?i:dekat|depan|belakang|samping|sebelah|timur|barat|utara|selatan"
    rf"|seberang|near|behind) )?"
    rf"(?i:{_OFFICE}|balai|gedung|aula|pos|toko|warung|hotel|masjid|gereja|apotek|stadion|gor)\b"
    rf"(?: (?:[A-Z0-9][\w.]*|desa|daerah|induk|pusat|umum|pembantu)){{0,6}}(?P<joint>,| -|:| \()? ?"
    r"(?i:(?:(?:yang )?(?:di|ing|neng|alamat(?:nya|e)?|beralamat(?: di)?|terletak di"
    r"|berlokasi di|lokasi(?:nya)?|at|on)[ :]{1,2})?)$"
)
_REACH = 70

_SITE = re.compile(
    r"\.(?:go|desa|mil|sch|or)\.id$|\.gov(?:\.[a-z]{2})?$|@(?:[a-z0-9-]+\.)?(?:polri|pln"
    r"|kai|bpjs\S*|telkom\S*)\."
)
_FIRMS_MAILBOX = re.compile(
    r"(?:info|informasi|humas|admin|cs|customer\w*|layanan|pelayanan|pengaduan|aduan|lapor|kontak"
    r"|contact|halo|hello|care|support|redaksi|sekretariat|office|help\w*|no-?reply|ppid"
    r"|marketing|sales|service|press|media)\d*(?:[._-]\w+)?$"
)
_OFFICES_MAILBOX = re.compile(
    r"dinas|dinkes|dinsos|disdik|dishub|diskominfo|kominfo|bpbd|humas|puskesmas|kelurahan"
    r"|kalurahan|kapanewon|kecamatan|pemkab|pemkot|pemdes|polsek|polres|sekretariat|rsud|dukcapil"
    r"|satpolpp"
)
_FREE = re.compile(
    r"@(?:gmail|yahoo|ymail|rocketmail|hotmail|outlook|live|icloud|me|proton\w*|mail)\."
)


def is_offices_telephone(text: str, start: int, end: int, *, mobile: bool) -> bool:
    """Tell whether a number is an office's own: named right before or behind it.

    A mobile telephone is somebody's unless a service itself is named: people write of an office
    and leave their own number.
    """
    words, behind = before(text, start, _REACH), after(text, end, _REACH)
    if _SOMEBODY_AFTER.search(behind):
        return False
    if mobile:
        near = _MOBILE_BEFORE.search(words) or _JUST_AFTER.search(behind)
        private = words[-25:] if _SERVICE_BEFORE.search(words) else words
        return bool(near) and not _ASKED_FOR.search(words) and not _PRIVATE.search(private)
    if _PRIVATE.search(words):
        return bool(_SERVICE_BEFORE.search(words))
    near = re.search(_NAMED, words) or _JUST_AFTER.search(behind) or re.search(_NAMED, behind[:40])
    return bool(near)


def is_offices_address(text: str, start: int) -> bool:
    """Tell whether the address that begins at `start` is that of an office named before it.

    Behind a comma a street goes on about the office; a hamlet or a neighbourhood is a citizen's.
    """
    words = text[max(0, start - _REACH) : start]
    match = _ADDRESSED.search(words)
    if match is None or match["near"] or _PRIVATE.search(words.lower(), match.start()):
        return False
    return not match["joint"] or text[start : start + 1] in {"J", "j"}


def is_offices_mail(address: str) -> bool:
    """Tell whether an e-mail address in small letters is an office's or a firm's mailbox."""
    if _SITE.search(address):
        return True
    # Free mail is anybody's: only the name of an office itself says more.
    mailbox = address.partition("@")[0]
    return bool(_OFFICES_MAILBOX.search(mailbox)) or bool(
        _FIRMS_MAILBOX.match(mailbox) and not _FREE.search(address)
    )

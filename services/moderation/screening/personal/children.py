"""Recognise the age, or the class and school, of a child."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.wording import words

_NUMBER_WORDS = words(
    """
    satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas siji loro telu papat nem
    pitu wolu sanga rong telung patang limang pitung wolung sangang hiji tilu opat genep dalapan
    salapan one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen
    """
)
_WORD = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_SPELT = rf"(?:{_WORD})(?: (?:belas|setengah))?"
_COUNT = r"[0-9]{1,2}(?:[.,][0-9])?"
_YEARS = r"(?:tahun|thn|th|taun|years? old|y\.?o\.?|years?)(?:an)?\b"
_MONTHS = r"(?:bulan|bln|sasi|wulan|minggu|months?(?: old)?|weeks? old|hari)\b"
_SAID = (
    r"(?:umur|berumur|umure|umuré|umurnya|umuripun|usia|berusia|usianya|yuswa|yuswane"
    r"|yuswanipun|aged?)[ :]{1,2}(?:baru |masih |lagi |nembe |kira-kira |sekitar |about "
    r"|kurang lebih |jalan )?"
)
_AGE = (
    rf"(?i:{_SAID}(?:(?:{_COUNT}|{_SPELT}) ?(?:{_YEARS}|{_MONTHS}))"
    rf"|(?:{_COUNT}|{_SPELT})[ -]?{_YEARS})"
)
_SCHOOL = (
    r"(?i:sd|sdn|sdit|mi|min|smp|smpn|smpit|mts|mtsn|sma|sman|smk|smkn|ma|man|tk|ra|paud"
    r"|kb|slb|sekolah dasar|elementary school)\b"
    r"(?: (?:(?i:negeri|n|islam|it|muhammadiyah|muh|maarif|ma'arif|kanisius|katolik"
    r"|kristen|budi|terpadu|luar biasa|aba|swasta)\b|[0-9]{1,2}\b|[A-Z][a-zA-Z'-]+))*"
)
_CLASS = (
    rf"(?i:kelas|kls|klas|grade|class) (?:[0-9]{{1,2}}|[IVXivx]{{1,4}}"
    rf"|(?i:{_WORD}))(?: ?[A-Ha-h]\b)?(?:(?i:,? (?:di|neng|nang|ing|at)?) ?{_SCHOOL})?"
)
_PUPIL = (
    rf"(?i:siswa|siswi|murid|pelajar|santri|sekolah di|sekolah neng|sekolahe|student of"
    rf"|student at)(?:nya)? (?:(?i:di|neng|kelas) )?{_SCHOOL}"
)
_CHILD = re.compile(
    rf"(?<!\w)(?:{_AGE}(?:,? {_CLASS})?|(?:{_PUPIL} )?{_CLASS}(?:,? {_AGE})?|{_PUPIL})"
)
_IN_YEARS = re.compile(rf"([0-9]{{1,2}})(?:[.,][0-9])?[ -]?{_YEARS}", re.IGNORECASE)
# A class is also one of a ward, of insurance, of a train.
_OTHER_CLASS = re.compile(
    r"(?:bpjs|rawat|kamar|inap|iuran|faskes|kereta|jalan|bangsal|sim|wali|guru|kakak"
    r"|ketua) (?:[a-z]+ )?$"
)
_ADULT = 18


def find_children(text: str) -> Iterator[Hit]:
    """Yield ages under 18, and classes and schools, in a text as it is seen. Linear."""
    for match in _CHILD.finditer(text):
        if any(int(years) >= _ADULT for years in _IN_YEARS.findall(match.group())):
            continue
        if _OTHER_CLASS.search(text[max(0, match.start() - 25) : match.start()].lower()):
            continue
        yield Hit("CHILD", *match.span(), 0.75, Severity.HIGH, "child")

"""Recognise the age, or the class and school, of a child."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

_SMALL_NUMBERS = (
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas siji loro telu papat lima nem pitu wolu sanga sepuluh rong telung patang limang"
    " nem pitung wolung sangang hiji dua tilu opat lima genep tujuh dalapan salapan one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen belas".split()
)
_WORD = "|".join(sorted(set(_SMALL_NUMBERS), key=len, reverse=True))
_COUNT = rf"(?P<{{}}>[0-9]{{{{1,2}}}})(?:[.,][0-9])?|(?:{_WORD})(?: (?:belas|setengah))?"
_YEARS = r"(?:tahun|thn|th|taun|years? old|y\.?o\.?|years?)(?:an)?\b"
_MONTHS = r"(?:bulan|bln|sasi|wulan|minggu|months?(?: old)?|weeks? old|hari)\b"
_SAID = r"(?:umur|berumur|umure|umuré|umurnya|umuripun|usia|berusia|usianya|yuswa|yuswane|yuswanipun|aged?)[ :]{1,2}(?:baru |masih |lagi |nembe |kira-kira |sekitar |about |kurang lebih |jalan )?"
_AGE = (
    rf"(?:(?i:{_SAID}(?:(?:{_COUNT.format('years')}) ?{_YEARS}|(?:{_COUNT.format('months')}) ?{_MONTHS}))"
    rf"|(?i:(?:{_COUNT.format('plain')})[ -]?{_YEARS}))"
)
_SCHOOL = (
    r"(?i:sd|sdn|sdit|mi|min|smp|smpn|smpit|mts|mtsn|sma|sman|smk|smkn|ma|man|tk|ra|paud|kb|slb|sekolah dasar|elementary school)\b"
    r"(?: (?:(?i:negeri|n|islam|it|muhammadiyah|muh|maarif|ma'arif|kanisius|katolik|kristen|budi|terpadu|luar biasa|aba|swasta)\b|[0-9]{1,2}\b|[A-Z][a-zA-Z'-]+))*"
)
_CLASS = rf"(?i:kelas|kls|klas|grade|class) (?:[0-9]{{1,2}}|[IVXivx]{{1,4}}|(?i:{_WORD}))(?: ?[A-Ha-h]\b)?(?:(?i:,? (?:di|neng|nang|ing|at)?) ?{_SCHOOL})?"
_PUPIL = rf"(?i:siswa|siswi|murid|pelajar|santri|sekolah di|sekolah neng|sekolahe|student of|student at)(?:nya)? (?:(?i:di|neng|kelas) )?{_SCHOOL}"
_CHILD = re.compile(
    rf"(?<![\w])(?:{_AGE}(?:,? {_CLASS})?|(?:{_PUPIL} )?{_CLASS}(?:,? {_AGE.replace('years', 'y2').replace('months', 'm2').replace('plain', 'p2')})?|{_PUPIL})"
)
# A class is also one of a ward, of insurance, of a train.
_OTHER_CLASS = re.compile(
    r"(?:bpjs|rawat|kamar|inap|iuran|faskes|kereta|jalan|bangsal|sim|wali|guru|kakak|ketua) (?:[a-z]+ )?$"
)
_ADULT = 18


def find_children(text: str) -> Iterator[Hit]:
    """Yield ages under 18, and classes and schools, in a text as it is seen. Linear."""
    for match in _CHILD.finditer(text):
        years = [match[name] for name in ("years", "plain", "y2", "p2") if match[name]]
        if any(int(one) >= _ADULT for one in years):
            continue
        if _OTHER_CLASS.search(text[max(0, match.start() - 25) : match.start()].lower()):
            continue
        yield Hit("CHILD", *match.span(), 0.75, Severity.HIGH, "child")

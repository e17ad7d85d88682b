"""Recognise what is said of a person's health, age under 18, criminal record and finances.

Specific personal data in the sense of article 4 (2) of the personal data protection act (UU 27/2022).
It counts only beside a person who can be told from others; what is said of nobody is no one's data.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

_ILLNESS = (
    r"hiv(?: ?/ ?aids)?|aids|odha|kanker(?: [a-z]+)?|tumor(?: [a-z]+)?|leukemia|lupus|stroke|diabet(?:es)?"
    r"|kencing manis|penyakit gula|(?:loro |lara )?gula|jantung(?: koroner)?|gagal ginjal|ginjal|cuci darah"
    r"|hepatitis(?: [a-c])?|liver|tbc?|tuberkulosis|paru-?paru(?: basah)?|asma|epilepsi|ayan|kusta|lepra"
    r"|sifilis|raja singa|gonore|herpes|skizofrenia|schizophrenia|bipolar|depresi(?: berat)?"
    r"|gangguan jiwa|gangguan mental|sakit jiwa|odgj|autis(?:me)?|down syndrome|demensia|alzheimer"
    r"|parkinson|lumpuh|hipertensi|darah tinggi|covid(?:-?19)?|demam berdarah|dbd|tipes|tifus"
    r"|kecanduan narkoba|keguguran|hamil(?: di luar nikah| \d bulan)?|mandul|ambeien|wasir|usus buntu"
)
_SUFFERS = (
    r"mengidap|menderita|mengalami|terkena|kena|keno|positif|terinfeksi|terjangkit|tertular|didiagnosis"
    r"|didiagnosa|divonis|sakit|sakite|loro|lara|gerah|nandhang|punya riwayat|riwayat|penyakit|penyintas"
    r"|penderita|pengidap|operasi|suffers from|has|was diagnosed with|diagnosed with|gering|udur"
)
_CRIME = (
    r"(?:mantan|bekas|eks|tilas) (?:napi|narapidana|residivis|pengedar|pencuri|maling|koruptor)|residivis"
    r"|(?:pernah|tau|bar|baru (?:saja )?|barusan )\s?(?:dipenjara|dibui|masuk penjara|masuk bui|mlebu penjara"
    r"|mlebu bui|ditahan|dihukum|dipidana)(?: (?:karena|gara-gara|goro-goro|merga|kasus|\d+ (?:tahun|taun))"
    r"[a-z0-9 ]{0,40})?"
    r"|(?:ditangkap|diciduk|dicekel|ditahan)(?: polisi)? (?:karena|gara-gara|goro-goro|merga|kasus|atas"
    r" dugaan)(?: kasus)? [a-z]+(?: [a-z]+)?"
    r"|(?:jadi|menjadi|dadi|berstatus) (?:tersangka|terdakwa|terpidana|buron|dpo)(?: (?:kasus )?[a-z]+)?"
    r"|(?:divonis|dihukum|dipidana|dijatuhi hukuman)(?: penjara)? \d+ (?:tahun|bulan|taun)(?: penjara)?"
    r"|bebas dari (?:penjara|lapas|rutan)|convicted of [a-z]+|ex-?convict|has a criminal record"
)
_AMOUNT = r"(?:rp ?\.? ?)?\d[\d.,]*(?: ?(?:juta|jt|ribu|rb|k|miliar|m|yuta|ewu)\b)?(?:an)?"
_FINANCE = (
    rf"(?:gaji|gajinya|gajine|penghasilan|penghasilannya|pendapatan|honor|omzet|tabungan|saldo)"
    rf"(?:nya|ne|ku)? ?(?:cuma|mung|hanya|sekitar|kurang lebih|sebesar|per bulan|sebulan|sasi)? ?{_AMOUNT}"
    rf"(?: (?:per|se|sak)[a-z]*)?"
    rf"|(?:punya |nduwe |duwe |masih )?(?:utang|hutang|tunggakan|cicilan|pinjaman|kredit|angsuran)(?:nya|ne|e)?"
    rf"(?: (?:di|ke|neng|bank|koperasi|pinjol|sebesar|sampai|nganti|sejumlah|online|[a-z]+)){{0,4}} {_AMOUNT}"
    rf"|(?:menunggak|nunggak|nunggek)(?: [a-z]+){{0,4}}(?: {_AMOUNT})?"
    r"|(?:terlilit|kelilit|terjerat|kejerat) (?:utang|hutang|pinjol|rentenir)(?: [a-z]+){0,2}"
    r"|gagal bayar(?: [a-z]+){0,2}|galbay|kredit macet|bangkrut|dinyatakan pailit"
)
_YEARS = r"(?P<years>\d{1,2}|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas)"
_AGE = (
    rf"(?:umur|umure|berumur|umurnya|usia|usianya|berusia|yuswa|aged?)[ :]{{1,2}}(?:baru |masih |lagi |nembe )?"
    rf"{_YEARS} ?(?:tahun|thn?|taun|bulan|bln|years?)\b|{_YEARS.replace('years', 'plain')} "
    r"?(?:tahun|thn|taun|years? old)\b"
)
_CLASS = (
    r"(?:siswa|siswi|murid|pelajar|bocah|anak)?(?: )?(?:kelas|kls|klas) (?:[1-9]|1[0-2]|[ivx]{1,4}|[a-z]+)"
    r"(?: ?[a-e]\b)?(?: (?:di |neng )?(?:sd|mi|smp|mts|sma|smk|ma|tk|paud|slb)[a-z]*\b(?: (?:n|negeri|muh\w*|\d+"
    r"|[a-z]+)){0,4})?"
    r"|(?:siswa|siswi|murid|pelajar|sekolah (?:di|neng)|santri)(?:nya)? (?:di |neng )?(?:sd|mi|smp|mts|sma|smk|tk"
    r"|paud|slb)[a-z]*\b(?: (?:n|negeri|muh\w*|\d+|[a-z]+)){0,3}"
)
_ADULT = 18
_SENTENCE = re.compile(r"[^.!?;|]*(?:[.](?=\d)[^.!?;|]*)*[.!?;|]?")


@dataclass(frozen=True, slots=True)
class Statement:
    """One kind of statement, and how it is worded."""

    label: str
    pattern: re.Pattern[str]
    reason_code: str


_STATEMENTS = (
    Statement(
        "HEALTH",
        re.compile(
            rf"\b(?:{_SUFFERS}) (?:penyakit |kasus |parah |nyeri )?(?:{_ILLNESS})\b|\bodha\b"
        ),
        "health",
    ),
    Statement("CRIMINAL_RECORD", re.compile(rf"\b(?:{_CRIME})"), "criminal_record"),
    Statement("FINANCE", re.compile(rf"\b(?:{_FINANCE})"), "finance"),
    Statement("CHILD", re.compile(rf"\b(?:{_AGE})|\b(?:{_CLASS})"), "child"),
)


def find_statements(text: str, people: Sequence[Hit]) -> Iterator[Hit]:
    """Yield what a folded text states of people; `people` are its names. Linear."""
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        names_somebody = any(start <= one.start < end for one in people)
        if start == end or not names_somebody:
            continue
        for kind in _STATEMENTS:
            for match in kind.pattern.finditer(text, start, end):
                if kind.label != "CHILD" or _is_of_a_child(match):
                    yield _hit(kind, match)


def _is_of_a_child(match: re.Match[str]) -> bool:
    years = match["years"] or match["plain"]
    return years is None or not years.isdigit() or int(years) < _ADULT


def _hit(kind: Statement, match: re.Match[str]) -> Hit:
    end = match.start() + len(match.group().rstrip())
    return Hit(kind.label, match.start(), end, 0.75, Severity.HIGH, kind.reason_code)

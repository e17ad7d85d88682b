"""Recognise what is said of a person's health: an illness, a disability, an operation."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

_ORGAN = (
    r"payudara|serviks|rahim|paru-?paru|paru|otak|darah|usus(?: besar| buntu)?|hati|liver"
    r"|prostat|kulit|tulang(?: belakang)?|getah bening"
    r"|ginjal|jantung(?: koroner)?|lambung|mata|telinga|pankreas|tiroid|ovarium|kandungan"
    r"|mulut|nasofaring|pembuluh darah|empedu|katup"
    r"|breast|lung|brain|kidney|heart|liver|skin|blood|bone|colon|cervical|prostate|stomach"
)
_ILLNESS = (
    rf"(?:kanker|tumor|ca|kista|miom|infeksi|radang|gagal|batu|gangguan|kelainan"
    rf"|kerusakan|bocor|loro|sakit|lara|nyeri|pengapuran)(?: fungsi)? (?:{_ORGAN})"
    rf"|(?:{_ORGAN}) (?:cancer|tumou?r|disease|failure|infection)"
    r"|hiv(?: ?/ ?aids)?|aids|kanker|cancer|tumou?r|leukemia|leukaemia|lupus|stroke|struk"
    r"|diabet(?:es)?(?: melitus| tipe \w+)?|kencing manis"
    r"|(?:penyakit )?gula(?: darah)?|jantung(?: koroner| bocor)?|ginjal(?: kronis)?"
    r"|hepatitis(?: [abc]\b)?|liver|sirosis|tbc?(?: paru)?"
    r"|tuberkulosis|tuberculosis|paru-?paru(?: basah)?|asma|asthma|bronkitis|pneumonia"
    r"|epilepsi|epilepsy|ayan|kusta|lepra|sifilis|raja singa"
    r"|gonore|herpes|penyakit (?:kelamin|menular|dalam|kronis|langka)|skizofrenia"
    r"|schizophrenia|bipolar(?: disorder)?|depresi(?: berat| ringan)?"
    r"|(?:severe )?depression|anxiety|gangguan (?:jiwa|mental|kecemasan|bipolar|kejiwaan"
    r"|pendengaran|penglihatan)|sakit jiwa|autis(?:me)?|autism|adhd"
    r"|down syndrome|demensia|dementia|alzheimer|pikun|parkinson|hipertensi|darah tinggi"
    r"|covid(?:-?19)?|demam berdarah|dbd|malaria|tipes|tifus|typhus"
    r"|maag(?: kronis| akut)?|asam lambung|gerd|kolesterol|asam urat|rematik|anemia"
    r"|thalas+emia|hemofilia|katarak|glaukoma|saraf kejepit|hernia"
    r"|skoliosis|ambeien|wasir|usus buntu|keguguran|pre-?eklamp?sia|baby blues|kecanduan "
    r"(?:narkoba|alkohol)|cerebral palsy|polio|stunting|gizi buruk"
    r"|meningitis|hidrosefalus|bibir sumbing|vertigo|migrain|gangren|tetanus"
    r"|leptospirosis|campak|difteri"
)
_HAS = (
    r"(?:mengidap|menderita|mengalami|terkena|terserang|kena|keno|kenging|katerap|positif"
    r"|terinfeksi|terjangkit|tertular|terdiagnosis|didiagnos[ai]s?|divonis"
    r"|di ?diagnos[ai]|sakit|sakite|loro|lara|larane|gerah|gering|nandhang|nandang"
    r"|punya(?: riwayat)?|memiliki riwayat|ada riwayat|duwe riwayat|riwayat"
    r"|penyakit(?:nya|e)?"
    r"|penyintas|penderita|pengidap|suffers from|suffering from|has(?: got)?|is "
    r"(?:struggling|living|battling|fighting)(?: with)?|is battling|battling"
    r"|(?:was|is|has been|got) diagnosed with|tested positive for|divonis dokter|kambuh)"
)
_BETWEEN = (
    r"(?: (?:penyakit|panyakit|kasakit|kasus|parah|kronis|menderita|mengidap|terkena"
    r"|positif|sakit|serangan|riwayat|a|an|severe|chronic|stage \w+|dengan|oleh|dokter"
    r"|terkena))*"
)
_DEGREE = (
    r"(?: (?:stadium|tipe|stage|grade) (?:[0-9]{1,2}|[ivx]{1,4}|akhir|lanjut|awal)\b[ab]?"
    r"| (?:parah|berat|kronis|akut|menahun|komplikasi|ringan|akhir)\b)?"
)
_CAUSE = (
    rf"(?: (?:akibat|karena|gara-gara|amarga|merga|jalaran|disertai|komplikasi|dan|sejak"
    rf"|due to|caused by|from)(?: terkena| kena| penyakit| komplikasi| serangan)? "
    rf"(?:{_ILLNESS})\b{_DEGREE})?"
)
_DISABLED = (
    r"lumpuh(?: (?:separuh|setengah|total|layu|kaki|sebelah|badan|tubuh|kedua kakinya"
    r"|otak))*|buta(?: (?:total|sebelah|warna))?|tuli|bisu|tuna ?(?:netra|rungu|wicara"
    r"|daksa|grahita|laras)(?: wicara)?"
    r"|odgj|odha|penyandang (?:disabilitas|cacat|difabel)(?: (?:mental|fisik|ganda"
    r"|intelektual|netra|rungu|daksa))?|difabel (?:netra|rungu|daksa|mental)"
    r"|cacat (?:mental|fisik|sejak lahir)|keterbelakangan mental|(?:kaki|tangan|jari"
    r"|kaki kanan|kaki kiri)(?:nya|ne)? ?diamputasi|diamputasi(?: kaki(?:nya)?)?"
    r"|cuci darah(?: (?:rutin|dua|tiga|seminggu|kali|[0-9]x?)){0,4}|kemoterapi|is "
    r"(?:blind|deaf|paraly[sz]ed)"
)
_PREGNANT = (
    rf"hamil(?: (?:[0-9]{{1,2}}|\w+) (?:bulan|minggu|wulan|sasi))?(?: muda| tua)? "
    rf"(?:dengan|karo|disertai|mengalami|komplikasi|terkena|dan (?:mengalami|terkena)) "
    rf"(?:{_ILLNESS}|pendarahan|perdarahan|plasenta previa|anemia|komplikasi|darah tinggi"
    rf"|kelainan \w+|janin \w+)"
)
_OPERATION = (
    rf"(?:di)?operasi(?: (?:pengangkatan|besar|pemasangan|cangkok|tumor|kanker|batu|katup"
    rf"|ring|bypass|transplantasi))* (?:{_ORGAN}|usus buntu|katarak|tumor|hernia|ambeien"
    rf"|kista|sesar|caesar|amandel|batu ginjal|batu empedu)(?:nya|ne)?|(?:cangkok"
    rf"|transplantasi|pasang ring) (?:{_ORGAN})|(?:kidney|heart|liver|brain) (?:surgery"
    rf"|transplant)"
)
_HEALTH = re.compile(
    rf"\b(?:(?:{_HAS}{_BETWEEN} (?:{_ILLNESS})\b{_DEGREE}|(?:{_DISABLED})\b"
    rf"){_CAUSE}|(?:{_PREGNANT}|{_OPERATION})\b{_DEGREE})"
)


# A bare illness is somebody's right behind a name: "Pak Darmo stroke".
_BARE = re.compile(rf"(?:{_ILLNESS})\b{_DEGREE}{_CAUSE}")


def find_health(text: str) -> Iterator[Hit]:
    """Yield the statements on somebody's health in a folded text. Linear."""
    for match in _HEALTH.finditer(text):
        yield Hit("HEALTH", *match.span(), 0.75, Severity.HIGH, "health")


def find_bare_illnesses(text: str) -> Iterator[Hit]:
    """Yield the illnesses in a folded text that nobody is said to have. Linear."""
    for match in _BARE.finditer(text):
        yield Hit("HEALTH", *match.span(), 0.75, Severity.HIGH, "health")

"""What is said of a named person's health, childhood, record and money: with its predicate."""

import re

import pytest

from tests.unit.screening.personal.found import found


@pytest.mark.parametrize(
    ("label", "marked"),
    [
        ("HEALTH", "Pak Slamet <menderita diabetes tipe 2> sejak lama"),
        ("HEALTH", "Bu Rini <hamil 7 bulan dengan preeklamsia>"),
        ("HEALTH", "Mbah Karto <lumpuh akibat stroke>"),
        ("HEALTH", "Lik Parno nembe <gerah gula>"),
        ("HEALTH", "My neighbour Sutinah <has breast cancer>"),
        ("HEALTH", "adik saya Dimas <penyandang disabilitas>"),
        ("CHILD", "Anak saya Kenzo, <umur 9 tahun>, hilang"),
        ("CHILD", "My son Daniel is <7 years old>"),
        ("CHILD", "Dicari Nayla Safitri, <12 tahun, kelas 6 SD Negeri Margo 2>"),
        ("CHILD", "Dik Reyhan <kelas 10 SMKN 2 Depok> bolos"),
        ("CRIMINAL_RECORD", "Pak Heri <dihukum 3 tahun karena korupsi dana desa>"),
        ("CRIMINAL_RECORD", "Joko Susilo <mantan napi kasus curanmor>"),
        ("CRIMINAL_RECORD", "Mr Budi <was convicted of fraud>"),
        ("FINANCE", "Bu Ani <menunggak SPP anaknya 6 bulan>"),
        ("FINANCE", "Pak Joko <gajinya cuma 2 juta sebulan>"),
        ("FINANCE", "Yu Tinah <utange telung yuta>"),
        ("FINANCE", "Bu Sri <punya utang 15 juta di bank plecit>"),
    ],
)
def test_a_statement_on_a_named_person_is_found_with_its_predicate(label: str, marked: str) -> None:
    before, statement, after = re.split("[<>]", marked)
    assert (label, statement) in found(before + statement + after)


def test_the_next_sentence_may_go_on_about_them() -> None:
    text = "Pak Heri jadi bendahara. Dia pernah dipenjara 2 tahun karena penggelapan."
    assert ("CRIMINAL_RECORD", "pernah dipenjara 2 tahun karena penggelapan") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "TBC bisa sembuh kalau minum obat rutin",
        "Siswa kelas 6 perlu pendampingan ujian",
        "Mantan narapidana butuh lapangan kerja",
        "Banyak warga terjerat pinjol",
        "Pak Slamet ditangkap karena kasus penipuan",
        "Pak Slamet kehilangan 2 juta",
        "Bu Tini umur 45 tahun",
        "Rudi Hartono pindah setelah 12 tahun di Sleman",
        "Bu Tini naik BPJS kelas 3",
    ],
)
def test_what_is_said_of_nobody_and_what_is_no_such_data_is_left_alone(text: str) -> None:
    assert {label for label, _ in found(text)} <= {"PERSON"}

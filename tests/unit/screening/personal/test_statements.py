"""What is said of a named person's health, childhood, record and money: with its predicate."""

import pytest

from tests.unit.screening.personal.found import found


@pytest.mark.parametrize(
    ("text", "label", "statement"),
    [
        ("Pak Slamet menderita diabetes tipe 2 sejak lama", "HEALTH", "menderita diabetes tipe 2"),
        ("Bu Rini hamil 7 bulan dengan preeklamsia", "HEALTH", "hamil 7 bulan dengan preeklamsia"),
        ("Mbah Karto lumpuh akibat stroke", "HEALTH", "lumpuh akibat stroke"),
        ("Lik Parno nembe gerah gula", "HEALTH", "gerah gula"),
        ("My neighbour Sutinah has breast cancer", "HEALTH", "has breast cancer"),
        ("adik saya Dimas penyandang disabilitas", "HEALTH", "penyandang disabilitas"),
        ("Anak saya Kenzo, umur 9 tahun, hilang", "CHILD", "umur 9 tahun"),
        ("My son Daniel is 7 years old", "CHILD", "7 years old"),
        ("Dicari Nayla Safitri, 12 tahun, kelas 6 SD Negeri Margo 2", "CHILD", "12 tahun, kelas 6 SD Negeri Margo 2"),
        ("Dik Reyhan kelas 10 SMKN 2 Depok bolos", "CHILD", "kelas 10 SMKN 2 Depok"),
        ("Pak Heri dihukum 3 tahun karena korupsi dana desa", "CRIMINAL_RECORD", "dihukum 3 tahun karena korupsi dana desa"),
        ("Joko Susilo mantan napi kasus curanmor", "CRIMINAL_RECORD", "mantan napi kasus curanmor"),
        ("Mr Budi was convicted of fraud", "CRIMINAL_RECORD", "was convicted of fraud"),
        ("Bu Ani menunggak SPP anaknya 6 bulan", "FINANCE", "menunggak SPP anaknya 6 bulan"),
        ("Pak Joko gajinya cuma 2 juta sebulan", "FINANCE", "gajinya cuma 2 juta sebulan"),
        ("Yu Tinah utange telung yuta", "FINANCE", "utange telung yuta"),
        ("Bu Sri punya utang 15 juta di bank plecit", "FINANCE", "punya utang 15 juta di bank plecit"),
    ],
)  # fmt: skip
def test_a_statement_on_a_named_person_is_found_with_its_predicate(
    text: str, label: str, statement: str
) -> None:
    assert (label, statement) in found(text)


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

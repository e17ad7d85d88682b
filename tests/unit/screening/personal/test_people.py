"""Names of private people; not of officers in office, of history and tales, of places."""

import pytest

from tests.unit.screening.personal.found import found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Terima kasih Bu Endang yang membantu", "Endang"),
        ("terima kasih bu Rahayu Kusuma", "Rahayu Kusuma"),
        ("Pak RT Sutrisno jarang rapat", "Sutrisno"),
        ("Saya Ambar Tri Wulandari, warga baru", "Ambar Tri Wulandari"),
        ("nama saya siti aminah", "siti aminah"),
        ("Wong kuwi jenenge Andri", "Andri"),
        ("Pelapor Robertus Hari. Mohon dibalas", "Robertus Hari"),
        ("Dinas Sosial. Saya Petrus Sugeng, melapor", "Petrus Sugeng"),
        ("Tetangga saya, Sukirno, nyetel dangdut", "Sukirno"),
        ("Mas Anton kurir JNE baik", "Anton"),
        ("Saksi menurut SITI RAHAYU jelas", "SITI RAHAYU"),
        ("My neighbour Sutinah moved", "Sutinah"),
    ],
)
def test_a_citizens_name_is_found_without_its_title(text: str, name: str) -> None:
    assert found(text) == [("PERSON", name)]


@pytest.mark.parametrize(
    "text",
    [
        "Pak Lurah dan Bu Carik hadir",
        "Pak Lurah Slamet hadir",
        "Bupati Sleman Harda Kiswaya meresmikan pasar",
        "Kepala Dinas Kesehatan, dr. Cahya Purnama, hadir",
        "Pak Harda Kiswaya selaku Bupati hadir",
        "Menteri Sosial Tri Rismaharini datang",
        "R.A. Kartini dikenang",
        "Sultan Agung raja Mataram",
        "Film baru Joko Anwar tayang",
        "Rahwana menculik Sinta, lakon malam ini",
        "RSUP Dr. Sardjito penuh",
        "Jalan Ahmad Yani banjir",
        "Universitas Ahmad Dahlan wisuda",
        "Warung Bu Tini dan Soto Pak Marto enak",
        "Inisial AS dan BW diperiksa",
        "Terima kasih Dinas Sosial dan Pemkab Sleman",
        "Malam Jumat Kliwon ramai",
        "Kucing saya bernama Molly hilang",
        "Maguwoharjo Depok macet",
    ],
)
def test_officers_history_tales_places_and_days_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_name_is_told_by_the_number_beside_it() -> None:
    assert found("Daftar: 1) Wagiyem 3404011203850001, Hanif (081234567890)") == [
        ("PERSON", "Wagiyem"),
        ("ID_NIK", "3404011203850001"),
        ("PERSON", "Hanif"),
        ("PHONE_NUMBER", "081234567890"),
    ]

"""Numbers and addresses that identify: found however they are written, with exact spans."""

import pytest

from tests.unit.screening.examples import NIK
from tests.unit.screening.personal.found import found, score


@pytest.mark.parametrize(
    "written",
    [
        NIK,
        "3404 0112 0385 0001",
        "34.04.01.120385.0001",
        "3404-0112-0385-0001",
        "３４０４０１１２０３８５０００１",
        "3404\u200b0112\u200b0385\u200b0001",
        "3 4 0 4 0 1 1 2 0 3 8 5 0 0 0 1",
        "3404–0112–0385–0001",
        "3404,0112,0385,0001",
        "3404|0112|0385|0001",
        "3404\x010112\x0103850001",
        "34040112\n03850001",
        "34O4O112O385OOO1",
        # Each keycap is three code points; the last one's marks belong to the span.
        "3️⃣4️⃣0️⃣4️⃣0️⃣1️⃣1️⃣2️⃣0️⃣3️⃣8️⃣5️⃣0️⃣0️⃣0️⃣1️⃣",
        # A woman's day of birth counts from 41.
        "3404015203850001",
    ],
)
def test_a_nik_is_found_with_its_exact_span_however_it_is_written(written: str) -> None:
    assert found(f"Data saya {written} mohon dicek") == [("ID_NIK", written)]


def test_a_nik_scores_by_its_structure_and_by_the_word_beside_it() -> None:
    impossible_date, unknown_region = "3404013203850001", "9904011203850001"
    assert score(f"NIK {NIK}") > score(f"Kode {NIK}") >= 0.9
    assert 0.5 <= score(f"NIK {impossible_date}") < score(f"Kode {NIK}")
    assert score(impossible_date) < 0.5
    assert score(unknown_region) < 0.5


@pytest.mark.parametrize(
    ("text", "label", "written"),
    [
        ("No. KK 3404011203850001", "ID_KK", NIK),
        ("Our family card number is 3404011203850001", "ID_KK", NIK),
        ("KK hilang, NIK 3404011203850001", "ID_NIK", NIK),
        ("3404011203850001 (KK)", "ID_KK", NIK),
        ("NPWP 16 angka 3404011203850001 itu", "ID_NPWP", NIK),
        ("NPWP baru 0123456789012345", "ID_NPWP", "0123456789012345"),
        ("npwp 09 254 294 3 407 000 aktif", "ID_NPWP", "09 254 294 3 407 000"),
        ("no 09-254-294-3-407-000", "ID_NPWP", "09-254-294-3-407-000"),
        ("atas 09.254.294.3-407.000", "ID_NPWP", "09.254.294.3-407.000"),
        ("NPWP\n09.254.294.\n3-407.000\naktif", "ID_NPWP", "09.254.294.\n3-407.000"),
        ("BPJS 0001 2345 67890", "ID_BPJS", "0001 2345 67890"),
        ("Nomor JKN-nya? Ini: 0001234567890", "ID_BPJS", "0001234567890"),
        ("0001234567890, kartu BPJS ibu", "ID_BPJS", "0001234567890"),
        ("nomor SIM 1.2.3.4.5.6.7.8.9.0.1.2", "ID_DRIVING_LICENCE", "1.2.3.4.5.6.7.8.9.0.1.2"),
        ("SIM B1 umum 1434 1405 0001", "ID_DRIVING_LICENCE", "1434 1405 0001"),
        ("SIM 1434 1405 0001 2 hari lagi", "ID_DRIVING_LICENCE", "1434 1405 0001"),
        ("paspor saya A1234567", "ID_PASSPORT", "A1234567"),
        ("paspor x 123 4567 habis", "ID_PASSPORT", "x 123 4567"),
        ("Passport no. A12O45I7", "ID_PASSPORT", "A12O45I7"),
        ("kartu 4111 1111 1111 1111", "CREDIT_CARD", "4111 1111 1111 1111"),
        # This one is built like a NIK too, as many of East Java and Bali are like a card's number.
        ("kartu debit 5105 6419 0817 0008", "CREDIT_CARD", "5105 6419 0817 0008"),
        ("NIK 5105041908170008", "ID_NIK", "5105041908170008"),
        ("Amex 3782-822463-10005", "CREDIT_CARD", "3782-822463-10005"),
        ("rekening BCA 1234567890", "ID_BANK_ACCOUNT", "1234567890"),
        ("BRI 0012-01-123456-50-1 ya", "ID_BANK_ACCOUNT", "0012-01-123456-50-1"),
        ('"834 4692 403 BCA ya kak"', "ID_BANK_ACCOUNT", "834 4692 403"),
        ("transfer ke DANA 081234567890", "E_WALLET", "081234567890"),
        ("081234567890 (GoPay)", "E_WALLET", "081234567890"),
        ("nopol AB-1234-CD ngebut", "ID_VEHICLE_PLATE", "AB-1234-CD"),
        ("plat AB 3O77 GY", "ID_VEHICLE_PLATE", "AB 3O77 GY"),
        ("motor ab 1234 cd hilang", "ID_VEHICLE_PLATE", "ab 1234 cd"),
        ("dari 36.72.215.104 kemarin", "IP_ADDRESS", "36.72.215.104"),
        ("memakai 125 . 166 . 4 . 91 tadi", "IP_ADDRESS", "125 . 166 . 4 . 91"),
        ("IPv6 2404:8000:1027:4b1::5 lambat", "IP_ADDRESS", "2404:8000:1027:4b1::5"),
        ("ig @budi_santoso99 ya", "SOCIAL_HANDLE", "@budi_santoso99"),
        ("DM me at @yusuf.rides for", "SOCIAL_HANDLE", "@yusuf.rides"),
        ("fb.com/ayu.lestari.22", "SOCIAL_HANDLE", "fb.com/ayu.lestari.22"),
        ("lahir di Klaten, 12 Maret 1985.", "DATE_OF_BIRTH", "12 Maret 1985"),
        ("kula lair 17-08-1950", "DATE_OF_BIRTH", "17-08-1950"),
        ("DOB 1994-06-23", "DATE_OF_BIRTH", "1994-06-23"),
        ("born on March 7, 1991", "DATE_OF_BIRTH", "March 7, 1991"),
        ("surel budi.santoso@gmail.com", "EMAIL_ADDRESS", "budi.santoso@gmail.com"),
        ("ke budi＠gmail．com", "EMAIL_ADDRESS", "budi＠gmail．com"),
        ("ke budi (at) gmail [dot] com", "EMAIL_ADDRESS", "budi (at) gmail [dot] com"),
        ("ke budi at gmail titik com ya", "EMAIL_ADDRESS", "budi at gmail titik com"),
    ],
)
def test_an_identifier_is_found_under_its_label(text: str, label: str, written: str) -> None:
    assert found(text) == [(label, written)]


@pytest.mark.parametrize(
    "written",
    [
        "081234567890",
        "0812-3456-7890",
        "0812/3456/7890",
        "0.8.1.2.3.4.5.6.7.8.9.0",
        "+62 812 3456 7890",
        "(+62) 812-3456-7890",
        "6281234567890",
        "０８１２３４５６７８９０",
        "O8l2-3456-789O",
        "(0274) 798 213",
        "+44 20 7946 0958",
        "nol delapan satu dua tiga empat lima enam tujuh delapan sembilan",
        "kosong wolu siji loro telu papat lima nem pitu wolu sanga",
        "zero eight one two three four five six seven eight nine",
        "0812 tiga empat lima enam tujuh delapan sembilan",
    ],
)
def test_a_telephone_number_is_found_in_figures_and_in_words(written: str) -> None:
    assert found(f"kabari saya {written} ya") == [("PHONE_NUMBER", written)]


def test_a_bracket_around_a_number_is_no_part_of_it() -> None:
    assert found("teman saya (081234567890) tahu") == [("PHONE_NUMBER", "081234567890")]


def test_two_numbers_with_a_stroke_between_them_are_two() -> None:
    assert found("wa 0812-3456-7890/0857-1234-5678") == [
        ("PHONE_NUMBER", "0812-3456-7890"),
        ("PHONE_NUMBER", "0857-1234-5678"),
    ]


def test_a_number_before_a_nik_does_not_hide_it() -> None:
    """Together the first 16 digits of the two are no NIK; the second alone is."""
    assert found(f"081234567890 3404 0112 0385 0001, lagi {NIK}") == [
        ("PHONE_NUMBER", "081234567890"),
        ("ID_NIK", "3404 0112 0385 0001"),
        ("ID_NIK", NIK),
    ]


def test_numbers_glued_together_are_taken_apart() -> None:
    assert found(f"{NIK}081234567890") == [("ID_NIK", NIK), ("PHONE_NUMBER", "081234567890")]

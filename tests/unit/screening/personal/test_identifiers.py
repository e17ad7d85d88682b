"""Personal data: what is found, however it is written, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.screening.checker import Passage
from services.moderation.screening.personal.checker import PersonalDataChecker
from services.moderation.screening.reasons import finding_reason
from tests.unit.screening.examples import NIK

CHECKER = PersonalDataChecker()


def found(text: str) -> list[tuple[str, str]]:
    """Return label and words of each finding."""
    findings = CHECKER.check(Passage(text)).findings
    return [(one.label, text[one.start : one.end]) for one in findings]


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
        "3404\x010112\x0103850001",
        "34O4O112O385OOO1",
        # A woman's day of birth counts from 41.
        "3404015203850001",
    ],
)
def test_a_nik_is_found_with_its_exact_span_however_it_is_written(written: str) -> None:
    assert found(f"Data saya {written} mohon dicek") == [("ID_NIK", written)]


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("PHONE_NUMBER", "081234567890"),
        ("PHONE_NUMBER", "0812-3456-7890"),
        ("PHONE_NUMBER", "0812 3456 7890"),
        ("PHONE_NUMBER", "+62 812 3456 7890"),
        ("PHONE_NUMBER", "6281234567890"),
        ("PHONE_NUMBER", "０８１２３４５６７８９０"),
        ("PHONE_NUMBER", "(0274) 868405"),
        ("PHONE_NUMBER", "+44 20 7946 0958"),
        ("EMAIL_ADDRESS", "budi.santoso@gmail.com"),
        ("EMAIL_ADDRESS", "budi＠gmail．com"),
        ("EMAIL_ADDRESS", "budi (at) gmail [dot] com"),
        ("ID_NPWP", "09.254.294.3-407.000"),
    ],
)
def test_other_identifiers_are_found_with_their_exact_spans(label: str, written: str) -> None:
    assert found(f"hubungi {written} ya") == [(label, written)]


def test_a_family_card_number_is_told_from_a_nik_by_the_word_before_it() -> None:
    assert found(f"No. KK {NIK}")[0][0] == "ID_KK"
    assert found(f"KK hilang, NIK {NIK}")[0][0] == "ID_NIK"


def test_sixteen_digits_called_nik_are_found_though_their_structure_is_odd() -> None:
    assert found("NIK: 1234567890123456")[0][0] == "ID_NIK"


def test_a_number_before_a_nik_does_not_hide_it() -> None:
    """Together the first 16 digits of the two are no NIK; the second alone is."""
    assert found(f"081234567890 3404 0112 0385 0001, lagi {NIK}") == [
        ("PHONE_NUMBER", "081234567890"),
        ("ID_NIK", "3404 0112 0385 0001"),
        ("ID_NIK", NIK),
    ]


def test_numbers_glued_together_are_taken_apart() -> None:
    assert found(f"{NIK}081234567890") == [
        ("ID_NIK", NIK),
        ("PHONE_NUMBER", "081234567890"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Jalan berlubang di RT 05 RW 02 sejak 03/05/2024 pukul 14.30",
        "Anggaran Rp 8.123.456.789 untuk 12 dusun",
        "Surat nomor 0123/SK/2024 tertanggal 2024-11-24",
        "Nomor resi 1234567890123456",
        "Hubungi 112 atau 119",
        "@sleman tolong lihat ini",
    ],
)
def test_dates_amounts_and_file_numbers_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_reason_of_a_nik_names_region_and_date_but_no_digit_of_it() -> None:
    (finding,) = CHECKER.check(Passage(f"NIK {NIK}")).findings
    assert finding_reason(finding) == {
        "id": "NIK: 16 digit, wilayah Kabupaten Sleman, tanggal valid.",
        "en": "NIK: 16 digits, region Kabupaten Sleman, valid date.",
    }


@given(st.text(alphabet="0123456789 .-+()@a\u200b３👍", max_size=120))
def test_every_finding_lies_in_the_text_and_none_overlap(text: str) -> None:
    findings = CHECKER.check(Passage(text)).findings
    edges = [edge for one in findings for edge in (one.start, one.end)]
    assert edges == sorted(edges, key=lambda edge: edge or 0)
    assert all(edge is not None and 0 <= edge <= len(text) for edge in edges)

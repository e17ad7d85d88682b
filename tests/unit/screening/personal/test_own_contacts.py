"""What belongs to the office itself is nobody's personal data."""

import pytest

from services.moderation.screening.checker import Passage
from services.moderation.screening.personal.checker import PersonalDataChecker
from services.moderation.screening.personal.hit import BLANK
from services.moderation.screening.personal.own_contacts import contact_pattern, without

LISTED = ["0274 868405", "+62 812-2500-0500", "112", "Kominfo@slemankab.go.id", "@kominfosleman"]
OWN = contact_pattern(LISTED)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hubungi (0274) 868405 ya", "(0274) 868405"),
        ("wa 0812 2500 0500", "0812 2500 0500"),
        ("wa +6281225000500.", "+6281225000500"),
        ("darurat? 112!", "112"),
        ("surel kominfo@slemankab.go.id", "kominfo@slemankab.go.id"),
        ("ikuti @kominfosleman.", "@kominfosleman"),
    ],
)
def test_a_listed_contact_is_found_however_it_is_written(text: str, found: str) -> None:
    assert without(OWN, text) == text.replace(found, BLANK * len(found))


@pytest.mark.parametrize(
    "text",
    ["0274 868406", "10274868405", "02748684051", "@kominfosleman_palsu", "rp112.000", "1125"],
)
def test_what_only_looks_like_one_is_not(text: str) -> None:
    assert without(OWN, text) == text


@pytest.mark.parametrize("text", ["WA 0812 112 3456", "0812-112-3456", "NIK 3404 112 5049 00001"])
def test_a_short_number_of_the_office_hides_no_longer_one(text: str) -> None:
    assert PersonalDataChecker(own_contacts=["112"]).check(Passage(text)).findings != ()


def test_without_a_list_nothing_is_found() -> None:
    assert without(contact_pattern([]), "0274 868405") == "0274 868405"


@pytest.mark.parametrize("contact", ["", "@", "0", "sleman"])
def test_a_word_is_no_contact(contact: str) -> None:
    with pytest.raises(ValueError, match=r"is no contact|is too short"):
        contact_pattern([contact])


def test_a_listed_contact_is_no_finding_and_another_number_is() -> None:
    checker = PersonalDataChecker(own_contacts=LISTED)
    text = "Lapor ke WA 0812-2500-0500, jangan ke rumah Bu Wulan 0812-3456-7890"
    found = checker.check(Passage(text)).findings
    assert [text[one.start : one.end] for one in found if one.label == "PHONE_NUMBER"] == [
        "0812-3456-7890"
    ]

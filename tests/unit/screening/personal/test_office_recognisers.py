"""What an office's own recognisers add to Saring's; none of them is Presidio's here."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from services.cli.doctor_command import command as doctor
from services.moderation.domain.screening import FLAGGED, Severity, Verdict
from services.moderation.screening.checker import Passage
from services.moderation.screening.personal.checker import PersonalDataChecker
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.office_recognisers import (
    OfficeRecognisers,
    RegistryError,
    open_registry,
)
from services.moderation.screening.pipeline import Screener
from services.moderation.screening.policy import load_policy
from services.moderation.screening.reasons import finding_reason
from services.moderation.screening.redaction import redact
from services.moderation.settings import ModerationSettings
from services.moderation.wiring import open_moderation
from shared.settings import SettingsError
from tests.unit.screening.examples import NIK, OTHERS

CUSTOMER = "PDAM-12345678"


def office(pattern: str, score: float = 0.9, label: str = "ID_BANK_ACCOUNT") -> PersonalDataChecker:
    """Return a checker for an office that recognises `pattern`."""

    def find(text: str) -> Iterator[Hit]:
        for match in re.finditer(pattern, text):
            yield Hit(
                label,
                *match.span(),
                score,
                Severity.HIGH,
                "office_recogniser",
                {"recogniser": "Nomor pelanggan {PDAM}"},
            )

    return PersonalDataChecker(OfficeRecognisers(find, "office.0123456789ab"))


def found(checker: PersonalDataChecker, text: str) -> list[tuple[str, str]]:
    """Return label and words of each finding."""
    findings = checker.check(Passage(text)).findings
    return [(one.label, text[one.start : one.end]) for one in findings]


def test_what_the_office_recognises_is_found_beside_the_rest_and_its_file_is_named() -> None:
    text = f"NIK {NIK}, nomor {CUSTOMER}"
    result = office(r"PDAM-\d{8}").check(Passage(text))
    assert [one.label for one in result.findings] == ["ID_NIK", "ID_BANK_ACCOUNT"]
    own = result.findings[1]
    assert own.version == f"{PersonalDataChecker().version}+office.0123456789ab"
    assert text[own.start : own.end] == CUSTOMER
    assert finding_reason(own) == {
        "id": "Dikenali oleh pengenal milik kantor: Nomor pelanggan {PDAM}.",
        "en": "Recognised by the office's own recogniser: Nomor pelanggan {PDAM}.",
    }
    assert (
        redact(text, result.findings) == "NIK [NIK disamarkan], nomor [nomor rekening disamarkan]"
    )


def test_the_score_is_that_of_the_surest_whoever_found_it() -> None:
    assert office("PDAM-[0-9]+", 0.8).check(Passage(CUSTOMER)).scores == {"personal_data": 0.8}


@pytest.mark.parametrize("score", [0.1, 0.99, 1.0])
@pytest.mark.parametrize("pattern", [r".+", r"\d{4}", r"NIK.\d+", r"\d{4}(?=, )"])
def test_nothing_of_the_office_hides_what_saring_finds(pattern: str, score: float) -> None:
    text = f"NIK {NIK}, WA 081234567890"
    assert set(found(PersonalDataChecker(), text)) <= set(found(office(pattern, score), text))


@pytest.mark.parametrize(("label", "score"), [("ID_NPWP", 0.5), ("ID_NIK", 1.0)])
def test_what_is_already_said_is_not_said_twice(label: str, score: float) -> None:
    assert found(office(r"\d+", score, label), f"NIK {NIK}") == [("ID_NIK", NIK)]


def test_a_surer_hit_of_another_label_is_told_too() -> None:
    assert found(office(r"\d+", 1.0, "ID_NPWP"), f"NIK {NIK}") == [
        ("ID_NIK", NIK),
        ("ID_NPWP", NIK),
    ]


def test_what_two_recognisers_of_the_office_find_is_told_once() -> None:
    assert (
        found(office("(?=PDAM)|PDAM-[0-9]+"), f"{CUSTOMER}, {CUSTOMER}")
        == [("ID_BANK_ACCOUNT", CUSTOMER)] * 2
    )


def test_the_office_reads_what_saring_takes_for_nobodys() -> None:
    """A file number is no personal data, until an office says that here it is."""
    text = "nomor laporan 2026110012345"
    assert found(PersonalDataChecker(), text) == []
    assert found(office(r"2026\d{9}"), text) == [("ID_BANK_ACCOUNT", "2026110012345")]


def test_a_disguised_number_is_read_in_plain_digits_and_marked_as_submitted() -> None:
    text = "nomor PDAM-1234567\N{FULLWIDTH DIGIT EIGHT}"  # noqa: RUF100
    assert found(office(r"PDAM-[0-9]{8}"), text) == [("ID_BANK_ACCOUNT", text[6:])]


@given(st.lists(st.sampled_from([NIK, CUSTOMER, "081234567890", "nomor", "rekening"]), max_size=8))
def test_the_masked_text_holds_nothing_that_the_office_flags(parts: list[str]) -> None:
    checker = office(r"PDAM-\d{8}|nomor|rekening$")
    text = " ".join(parts)
    redacted = redact(text, checker.check(Passage(text)).findings)
    again = checker.check(Passage(redacted)).findings
    assert [one for one in again if one.score >= FLAGGED] == []


def test_a_recogniser_that_fails_leaves_the_text_to_a_person() -> None:
    def fail(_: str) -> Iterator[Hit]:
        message = "quotes the text"
        raise RuntimeError(message)

    checker = PersonalDataChecker(OfficeRecognisers(fail, "office.0"))
    screener = Screener([checker, OTHERS], load_policy())
    result = screener.screen("Terima kasih, lampu jalan sudah menyala.")
    screener.close()
    assert result.verdict == Verdict.REVIEW
    assert [failure.checker for failure in result.failures] == ["personal-data"]


@pytest.fixture
def _without_presidio(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.startswith("services.moderation.presidio")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "presidio_analyzer", None)


@pytest.mark.usefixtures("_without_presidio")
def test_without_the_extra_nothing_starts_as_if_there_were_no_registry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office that names a registry counts on it, so there is one line that says what to do."""
    with pytest.raises(RegistryError, match=r"install saring\[presidio\]"):
        open_registry(tmp_path / "registry.yaml")
    settings = ModerationSettings(data_dir=tmp_path, presidio_registry=tmp_path / "registry.yaml")
    with pytest.raises(SettingsError, match=r"^SARING_PRESIDIO_REGISTRY: presidio_analyzer is mis"):
        open_moderation(settings)
    monkeypatch.setenv("SARING_PRESIDIO_REGISTRY", str(tmp_path / "registry.yaml"))
    monkeypatch.setenv("SARING_DATA_DIR", str(tmp_path))
    assert (
        "WRONG  policy and models: presidio_analyzer is missing"
        in CliRunner().invoke(doctor).output
    )

"""The bridge to Presidio: Saring's recognisers in it, and an office's own in Saring."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from services.moderation.domain.screening import Verdict
from services.moderation.screening.assembly import make_screener
from services.moderation.screening.checker import Passage
from services.moderation.screening.labels import LABELS
from services.moderation.screening.personal.checker import PersonalDataChecker
from services.moderation.screening.personal.office_recognisers import RegistryError, open_registry
from tests.guards.repository import ROOT

pytestmark = [pytest.mark.quality, pytest.mark.timeout(300)]

pytest.importorskip("presidio_analyzer")

DOCUMENT = (ROOT / "docs" / "presidio.md").read_text(encoding="utf-8")
PYTHON, YAML, SHOWN = (
    [dedent(one) for one in re.findall(rf"(?ms)^ *```{kind}\n(.*?)^ *```$", DOCUMENT)]
    for kind in ("python", "yaml", "text")
)
TEXT = "Nama saya Siti Aminah, NIK \N{FULLWIDTH DIGIT THREE}404071203850001, WA 0812-3456-7890"
PATTERNS = "patterns: [{name: p, regex: 'PDAM-[0-9]{8}', score: 0.9}]"


def registry_of(*recognisers: str) -> str:
    """Return a registry's YAML; each recogniser is what stands between its braces."""
    return f"recognizers: [{', '.join(f'{{{one}}}' for one in recognisers)}]"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """Return the registry of an office that the document shows."""
    path = tmp_path / "registry.yaml"
    path.write_text(YAML[1], encoding="utf-8")
    return path


def test_the_example_in_code_prints_what_the_document_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    exec(PYTHON[0], {})  # noqa: S102 - the document's own example
    assert capsys.readouterr().out == SHOWN[0]


def test_the_example_by_registry_finds_the_entities_that_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415 - an extra
    from presidio_analyzer.nlp_engine import NoOpNlpEngine  # noqa: PLC0415

    (tmp_path / "registry.yaml").write_text(YAML[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(PYTHON[1], names)  # noqa: S102 - the document's own example
    engine = AnalyzerEngine(
        registry=names["registry"],
        nlp_engine=NoOpNlpEngine([{"lang_code": "id", "model_name": "none"}]),
        supported_languages=["id"],
    )
    assert {one.entity_type for one in engine.analyze(TEXT, language="id")} == {
        "ID_NIK",
        "PHONE_NUMBER",
    }


def test_presidio_is_given_exactly_what_saring_finds() -> None:
    from services.moderation.presidio.recognizer import SaringRecognizer  # noqa: PLC0415

    recogniser = SaringRecognizer()
    assert recogniser.supported_entities == list(LABELS["personal_data"])
    found = {
        (one.entity_type, one.start, one.end, one.score) for one in recogniser.analyze(TEXT, [])
    }
    assert found == {
        (one.label, one.start, one.end, one.score)
        for one in PersonalDataChecker().check(Passage(TEXT)).findings
    }
    (name,) = recogniser.analyze(TEXT, ["PERSON"])
    assert TEXT[name.start : name.end] == "Siti Aminah"


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("nomor PDAM-12345678 macet", "ID_BANK_ACCOUNT", "PDAM-12345678"),
        ("rumah di Dukuh Karang Wetan", "ADDRESS", "Dukuh Karang Wetan"),
        ("kartu saya 4111 1111 1111 1111", "CREDIT_CARD", "4111 1111 1111 1111"),
    ],
)
def test_the_documents_registry_finds_what_it_is_for(
    registry: Path, text: str, label: str, words: str
) -> None:
    office = open_registry(registry)
    found = PersonalDataChecker(office).check(Passage(text)).findings
    assert [(one.label, text[one.start : one.end]) for one in found] == [(label, words)]


def test_a_posts_findings_name_the_file_and_its_text_is_masked(registry: Path) -> None:
    screener = make_screener(presidio=registry)
    screening = screener.screen("Nomor pelanggan saya PDAM-12345678, air mati.")
    screener.close()
    assert screening.redacted_text == "Nomor pelanggan saya [nomor rekening disamarkan], air mati."
    (found,) = screening.findings
    assert found.version.endswith(f"+{open_registry(registry).version}")
    assert screening.verdict == Verdict.REVIEW
    registry.write_text(f"{YAML[1]}\n# Changed.\n", encoding="utf-8")
    assert open_registry(registry).version not in found.version


def test_a_pattern_that_takes_too_long_leaves_the_text_to_a_person(registry: Path) -> None:
    """Presidio itself logs it and goes on as if nothing had been found."""
    registry.write_text(
        registry_of(
            "name: Lambat, supported_entity: ID_NIK,"
            " patterns: [{name: p, regex: '(x+x+)+[yz]', score: 0.9}]"
        )
    )
    screener = make_screener(presidio=registry)
    screening = screener.screen("x" * 3000)
    screener.close()
    assert "personal-data" in [failure.checker for failure in screening.failures]
    assert screening.verdict == Verdict.REVIEW


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "names no recogniser"),
        ("recognizers: [", "line 1"),
        ("recognizers: []\nrecognizers: []", "line 2, recognizers: is there twice"),
        ("recognizers: [CreditCardRecognizer]", "mapping with a name"),
        (registry_of(f"name: A, enabled: false, {PATTERNS}"), "enables no recogniser"),
        (f"supported_languages: id\n{registry_of(f'name: A, {PATTERNS}')}", "write .id."),
        (
            registry_of(f"name: A, supported_entity: PDAM, {PATTERNS}"),
            "A: PDAM is no label; use one of ADDRESS, ",
        ),
        (
            registry_of(f"name: A, supported_entity: ID_KK, context: [air], {PATTERNS}"),
            "A: context has no effect",
        ),
        (
            registry_of(f"name: A, supported_entity: ID_KK, supported_language: en, {PATTERNS}"),
            "A: left out by Presidio",
        ),
        (registry_of(*[f"name: A, supported_entity: ID_KK, {PATTERNS}"] * 2), "A: two recognisers"),
        (registry_of("name: A, supported_entity: ID_KK, patterns: []"), "at least one of"),
        (
            registry_of(
                "name: A, supported_entity: ID_KK, patterns: [{name: p, regex: '((', score: 1}]"
            ),
            "missing ",
        ),
        (registry_of("name: NoSuchRecognizer, type: predefined"), "NoSuchRecognizer"),
        (registry_of("name: SpacyRecognizer, type: predefined"), "SpacyRecognizer"),
        (registry_of("name: EmailRecognizer, type: predefined"), "asks the web"),
    ],
)
def test_what_presidio_would_pass_over_in_silence_is_refused_in_one_line(
    registry: Path, content: str, problem: str
) -> None:
    registry.write_text(content)
    with pytest.raises(RegistryError, match=problem) as refused:
        open_registry(registry)
    assert str(refused.value).startswith("registry.yaml: ")
    assert "\n" not in str(refused.value)


def test_a_registry_that_is_not_there_is_not_replaced_by_presidios_own(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="cannot be read"):
        open_registry(tmp_path / "registry.yaml")


def test_a_recogniser_that_would_send_the_text_away_is_refused(registry: Path) -> None:
    from presidio_analyzer import RemoteRecognizer  # noqa: PLC0415 - an extra

    class FarAway(RemoteRecognizer):  # type: ignore[misc,unused-ignore]
        def __init__(self, name: str, supported_language: str) -> None:
            super().__init__(["ID_NIK"], name, supported_language, "1")

        def analyze(self, *_: object) -> list[object]:
            raise NotImplementedError

        def get_supported_entities(self) -> list[str]:
            return ["ID_NIK"]

    registry.write_text(registry_of(f"name: {FarAway.__name__}, type: predefined"))
    with pytest.raises(RegistryError, match="to another machine"):
        open_registry(registry)

"""`saring evaluate`: figures by language, without a word of the texts."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from services.cli import evaluate_command
from services.moderation.screening import assembly
from services.moderation.screening.encoder import Encoder
from services.moderation.screening.missing import CheckerMissingError
from shared.errors import MendableError
from tests.support.moderation import ABUSIVE, FRIENDLY, WITH_NIK

ENGLISH = "You are a stupid idiot and everybody in this village knows it"


@pytest.fixture(autouse=True)
def _logs_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the test run's own logging alone."""
    monkeypatch.setattr(evaluate_command, "configure_logging", lambda **_options: None)


def evaluate(file: Path, *options: str) -> Result:
    arguments = [str(file), "--text", "isi", "--label", "kasar", *options]
    return CliRunner().invoke(evaluate_command.command, arguments)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "label.csv"
    rows = [(FRIENDLY, "0"), (ABUSIVE, "1"), (f"{FRIENDLY} Matur nuwun.", "1"), (ENGLISH, "ya")]
    lines = "".join(f'"{text}",{label},id\n' for text, label in rows)
    path.write_text(f"isi,kasar,bahasa\n{lines}", encoding="utf-8-sig")
    return path


def test_figures_are_over_all_texts_and_by_language(file: Path) -> None:
    done = evaluate(file, "--json")
    found = json.loads(done.stdout)
    assert found["family"] == "toxicity"
    assert next(iter(found["languages"])) == "all"
    assert {"id", "en"} <= set(found["languages"])
    overall = found["languages"]["all"]
    assert (overall["texts"], overall["positive"], overall["flagged"]) == (4, 3, 2)
    assert overall["precision"] == 1.0
    assert overall["recall"] == pytest.approx(2 / 3)
    assert overall["f1"] == pytest.approx(0.8)


def test_the_table_holds_no_word_of_the_texts(file: Path) -> None:
    done = evaluate(file, "--language", "bahasa", "--progress")
    assert done.exit_code == 0
    header, *lines = done.stdout.splitlines()
    assert header.split()[:4] == ["language", "texts", "positive", "flagged"]
    assert [line.split()[0] for line in lines] == ["all", "id"]
    assert not any(word in done.output for word in ABUSIVE.split())


def test_texts_in_the_column_of_languages_are_not_printed(file: Path) -> None:
    done = evaluate(file, "--language", "isi")
    assert done.exit_code == 0
    assert not any(word in done.output for word in (*ABUSIVE.split(), "stupid", "idiot"))


def test_other_labels_and_families_can_be_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "nik.csv"
    path.write_text(f'isi,kasar\n"{WITH_NIK}",pribadi\n"{FRIENDLY}",bersih\n')
    done = evaluate(path, "--positive", "pribadi", "--family", "personal_data", "--json")
    assert json.loads(done.stdout)["languages"]["all"]["f1"] == 1.0


def test_rows_that_cannot_be_used_are_named_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "label.csv"
    path.write_text(f'isi,kasar\n"{ABUSIVE}",1\n,1\n"{FRIENDLY}",\n"{FRIENDLY}",0\n')
    done = evaluate(path, "--json")
    assert json.loads(done.stdout)["languages"]["all"]["texts"] == 2
    assert "row 2, left out" in done.stderr
    assert "row 3, left out: the label is empty" in done.stderr


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"teks,kasar\nhalo,1\n", "has no column isi: its first line must name"),
        (f"{ABUSIVE},1\n".encode(), "has no column isi"),
        (b"", "has no column isi"),
        (b"isi,kasar\n", "has no row that can be used"),
        (b"isi,kasar\n\xff\xfe,1\n", "not a CSV in UTF-8"),
    ],
)
def test_what_cannot_be_evaluated_is_said_in_one_line(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    path = tmp_path / "label.csv"
    path.write_bytes(content)
    done = evaluate(path)
    assert isinstance(done.exception, MendableError)
    assert problem in str(done.exception)
    assert "\n" not in str(done.exception)
    assert ABUSIVE not in str(done.exception)


def test_without_a_model_there_is_no_figure(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Encoder:
        message = "absent"
        raise CheckerMissingError(message)

    monkeypatch.setattr(assembly, "Encoder", missing)
    done = evaluate(file)
    assert isinstance(done.exception, MendableError)
    assert "no score for toxicity" in str(done.exception)

"""`saring screen` on lines that would trip it up."""

import json

import pytest
from click.testing import CliRunner

from services.cli import screen_command
from tests.support.moderation import FRIENDLY


@pytest.fixture(autouse=True)
def _logs_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the test run's own logging alone."""
    monkeypatch.setattr(screen_command, "configure_logging", lambda **_options: None)


def test_half_of_a_surrogate_pair_costs_one_line_and_not_the_rest() -> None:
    """It cannot be written as UTF-8, so it is not repeated."""
    lines = [
        {"id": "\ud800", "text": FRIENDLY},
        {"id": "satu", "text": FRIENDLY, "language": "\udfff"},
        {"id": "dua", "text": FRIENDLY},
    ]
    typed = "".join(json.dumps(line) + "\n" for line in lines)
    done = CliRunner().invoke(screen_command.command, ["-"], input=typed.encode())
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result.get("id") for result in results] == [None, "satu", "dua"]
    assert [result["verdict"] for result in results] == ["review", "review", "approve"]
    assert done.exit_code == 0


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    """Else its JSON would be screened as if a citizen had written it."""
    typed = json.dumps({"id": "satu", "text": FRIENDLY}).encode("utf-8-sig")
    done = CliRunner().invoke(screen_command.command, ["-"], input=typed)
    assert json.loads(done.stdout)["id"] == "satu"

"""Commands in a directory without data: a wrong SARING_DATA_DIR is told, and nothing is made."""

import os
from pathlib import Path
from unittest import mock

import click
import pytest
from click.testing import CliRunner

from services.cli import callbacks_command, keys_command, users_command
from services.cli.failing import failure_line
from shared.settings import SettingsError


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (keys_command.command, ("list",)),
        (users_command.command, ("add", "dewi", "--password", "Sandi-Dewi-2026")),
        (callbacks_command.command, ("set", "lapor", "https://lapor.example.go.id/")),
        (callbacks_command.command, ("rotate", "lapor")),
        (callbacks_command.command, ("test", "lapor")),
    ],
)
def test_a_directory_without_data_is_told_and_not_made(
    tmp_path: Path, command: click.Command, arguments: tuple[str, ...]
) -> None:
    wrong = tmp_path / "wrong"
    with mock.patch.dict(os.environ, {"SARING_DATA_DIR": str(wrong)}):
        done = CliRunner().invoke(command, arguments)
    assert isinstance(done.exception, SettingsError)
    assert failure_line(done.exception) == (
        f"no data in {wrong}: is SARING_DATA_DIR right, and was `saring up` run?"
    )
    assert not wrong.exists()

"""Folders of counters: each process has its own while it lives, and none piles up."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.cli.counters_folder import make_counters_folder

# As `saring run` does: makes the folder, then becomes another program, which starts a third.
PROGRAM = """
import os, sys
from services.cli.counters_folder import make_counters_folder
print(make_counters_folder(), flush=True)
os.execv("/bin/sh", ["sh", "-c", sys.argv[1]])
"""
ALONE = "echo; exec cat"
# A shell gives what runs in its background no input, unless by another descriptor.
WITH_CHILD = "exec 9<&0; cat <&9 & echo $!; kill -9 $$"


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


@contextmanager
def _process(program: str) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Start a process that lives until its input ends; give it and its folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process, Path(process.stdout.readline().strip())
    finally:
        process.kill()
        process.communicate()


def test_the_folder_of_a_process_that_was_killed_is_removed_at_the_next_start() -> None:
    with _process(ALONE) as (process, folder):
        (folder / "counter_1.db").write_bytes(b"0")
        process.kill()
        process.wait()
        own = make_counters_folder()
        assert not folder.exists()
        assert own.is_dir()


def test_the_folder_of_a_process_that_runs_stays() -> None:
    """Also once it has become gunicorn: api and worker of one host start beside each other."""
    with _process(ALONE) as (process, folder):
        assert process.stdout is not None
        assert process.stdout.readline() == "\n"  # It is another program by now.
        make_counters_folder()
        assert folder.is_dir()


def test_a_folder_stays_as_long_as_a_child_counts_in_it() -> None:
    with _process(WITH_CHILD) as (process, folder):
        assert process.stdout is not None
        assert process.stdout.readline().strip().isdigit()
        assert process.wait() != 0
        make_counters_folder()
        assert folder.is_dir()


def test_nothing_else_in_the_place_is_touched(tmp_path: Path) -> None:
    """Anybody may put something there that has the name of ours."""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "kept").mkdir(parents=True)
    (tmp_path / "saring-metrics-link").symlink_to(elsewhere)
    (tmp_path / "saring-metrics-file").touch()
    make_counters_folder()
    assert (elsewhere / "kept").is_dir()
    assert (tmp_path / "saring-metrics-link").is_symlink()
    assert (tmp_path / "saring-metrics-file").exists()

"""`saring screen`: one result a line, in order, without a data directory."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.running import Running

pytestmark = pytest.mark.e2e

FRIENDLY = "Terima kasih, jalan di dusun kami sekarang sudah mulus."

# A line of input → id, verdict, and a word of the problem if it cannot be used.
LINES: list[tuple[bytes, str | None, str, str | None]] = [
    (FRIENDLY.encode(), None, "approve", None),
    (json.dumps({"id": "satu", "text": FRIENDLY}).encode(), "satu", "approve", None),
    (b"Dasar anjing goblok bangsat kau!\r", None, "reject", None),
    (b'{"id": "nik", "text": "NIK saya 3404012504900001"}', "nik", "review", None),
    # What cannot be used is reviewed, and says why.
    (b"", None, "review", "empty"),
    (b"   ", None, "review", "empty"),
    (b"\xff\xfe rusak", None, "review", "UTF-8"),
    (b"a" * 20_001, None, "review", "20000"),
    (b'{"id": "x", "text": ', None, "review", "JSON"),
    (b'{"a":' * 5_000, None, "review", "JSON"),
    (b"nol \x00 byte", None, "review", "NUL"),
    (b'{"id": "nul", "text": "a\\u0000b"}', "nul", "review", "NUL"),
    (b'{"id": "surrogate", "text": "\\ud800"}', "surrogate", "review", "surrogate"),
    (b'{"id": "no-text"}', "no-text", "review", "text"),
    (b'{"id": 7, "text": "x"}', None, "review", "id"),
    (b'{"id": "wrong", "text": 7}', "wrong", "review", "text"),
    (FRIENDLY.encode(), None, "approve", None),
]


@pytest.fixture
def nowhere(embedded: Running, tmp_path: Path) -> Running:
    """Give an installation whose data directory cannot be made."""
    (tmp_path / "file").touch()
    embedded.environment["SARING_DATA_DIR"] = str(tmp_path / "file" / "data")
    return embedded


def check_results(done: subprocess.CompletedProcess[str]) -> None:
    """Each line of LINES has its result, in order."""
    assert (done.returncode, done.stderr) == (0, "")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    shown = [(result.get("id"), result["verdict"]) for result in results]
    assert shown == [(line[1], line[2]) for line in LINES]
    for result, (_, _, _, problem) in zip(results, LINES, strict=True):
        assert (problem or "") in result.get("problem", "")
        if "problem" in result:
            assert set(result["scores"].values()) == {None}
            assert result["findings"] == []
        else:
            assert result["complete"]


def test_every_line_of_standard_input_has_its_result_in_order(nowhere: Running) -> None:
    typed = b"\n".join(line for line, *_ in LINES) + b"\n"
    check_results(nowhere.saring("screen", typed=typed))


def test_every_line_of_a_file_has_its_result_also_if_the_last_is_not_ended(
    nowhere: Running, tmp_path: Path
) -> None:
    file = tmp_path / "kiriman.jsonl"
    file.write_bytes(b"\n".join(line for line, *_ in LINES))
    check_results(nowhere.saring("screen", str(file)))


def test_nothing_in_is_nothing_out_and_a_missing_file_is_one_line(nowhere: Running) -> None:
    empty = nowhere.saring("screen", "-")
    assert (empty.returncode, empty.stdout, empty.stderr) == (0, "", "")
    missing = nowhere.saring("screen", "no-such-file.jsonl")
    assert missing.returncode == 2
    assert "no-such-file.jsonl" in missing.stderr
    assert "Traceback" not in missing.stderr


def test_progress_goes_beside_the_results(nowhere: Running) -> None:
    done = nowhere.saring("screen", "--progress", typed=f"{FRIENDLY}\n".encode())
    assert len(done.stdout.splitlines()) == 1
    assert "1" in done.stderr

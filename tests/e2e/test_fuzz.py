"""Requests that schemathesis makes from the OpenAPI document, by the thousand.

None may be a server's error, none answered otherwise than the document says: status, headers,
shape; what does not fit the document is refused, and no operation serves without a key.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from services.moderation.workflow.access import Scope
from tests.guards.repository import ROOT
from tests.support.running import EmbeddedRunning, Running

pytestmark = pytest.mark.e2e

CASES = 2500
"""At least so many in each of the two wirings: 5,000 in all."""

_SUPPORT = ROOT / "tests" / "support"
_SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")


def _fuzz(running: Running, folder: Path, *options: str) -> dict[str, Any]:
    """Ask as a source with every right; return the report.

    Every check is made but for what fuzz.toml switches off.
    """
    scopes = [f"--scope={scope}" for scope in Scope]
    key = running.saring("keys", "create", "fuzz", *scopes).stdout.split()[-1]
    report = folder / "report.json"
    done = subprocess.run(
        [
            *(_SCHEMATHESIS, "--no-color", f"--config-file={_SUPPORT / 'fuzz.toml'}"),
            *("run", f"{running.api_url}/openapi.json", f"--header=Authorization: Bearer {key}"),
            *("--continue-on-failure", "--no-shrink", "--workers=2", "--generation-database=none"),
            *("--warnings=off", "--report=json", f"--report-json-path={report}", *options),
        ],
        cwd=folder,  # Here it leaves what it remembers.
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "SCHEMATHESIS_HOOKS": "tests.support.fuzz_hooks"},
        check=False,
        capture_output=True,
        text=True,
    )
    # A request that found something may be a megabyte long; the seed is told at the end.
    told = "\n".join(line[:2000] for line in (done.stdout + done.stderr).splitlines())
    assert done.returncode == 0, told
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def _assert_nothing_was_left_out(report: dict[str, Any]) -> None:
    operations = report["operations"]
    assert operations["tested"] == operations["total"] > 10
    assert report["test_cases"]["with_failures"] == report["test_cases"]["errored"] == 0


def test_a_few_hundred_requests_find_nothing(embedded: EmbeddedRunning, tmp_path: Path) -> None:
    embedded.start()
    report = _fuzz(embedded, tmp_path, "--phases=examples,fuzzing,stateful", "--max-examples=10")
    _assert_nothing_was_left_out(report)
    assert report["test_cases"]["generated"] >= 200


@pytest.mark.fuzz
@pytest.mark.timeout(1800)
def test_thousands_of_requests_find_nothing(
    running: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = _fuzz(running, tmp_path, "--max-examples=100")
    cases = report["test_cases"]["generated"]
    with capsys.disabled():
        sys.stdout.write(f"\n{type(running).__name__}: {cases} cases of schemathesis\n")
    _assert_nothing_was_left_out(report)
    assert cases >= CASES

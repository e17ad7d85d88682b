"""The dashboard against Grafana's own types."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from deploy.grafana.dashboard import FILE
from tests.guards.repository import ROOT

CHECK = ROOT / "deploy" / "grafana" / "check-schema.sh"

pytestmark = pytest.mark.skipif(shutil.which("npm") is None, reason="Grafana's types come by npm")


def _check(file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([CHECK, file], check=False, capture_output=True, text=True)


def test_the_dashboard_is_one_that_grafana_knows() -> None:
    done = _check(FILE)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_check_notices_what_grafana_does_not_know(tmp_path: Path) -> None:
    dashboard: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    panel = next(panel for panel in dashboard["panels"] if panel["type"] == "stat")
    panel["options"]["colorMode"] = "loud"
    file = tmp_path / "dashboard.json"
    file.write_text(json.dumps(dashboard), encoding="utf-8")
    assert '"loud"' in _check(file).stdout

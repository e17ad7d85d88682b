"""The OpenAPI document against the linter, with the rules of deploy/lint-openapi.yaml."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.guards.repository import ROOT

LINT = ROOT / "deploy" / "lint-openapi.sh"

pytestmark = pytest.mark.skipif(
    shutil.which("npm") is None and "CI" not in os.environ, reason="the linter comes by npm"
)


def _lint(document: dict[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
    file = folder / "openapi.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return subprocess.run([LINT, file], check=False, capture_output=True, text=True)


def test_the_linter_finds_nothing(document: dict[str, Any], tmp_path: Path) -> None:
    done = _lint(document, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_linter_notices_an_example_that_is_not_one(
    document: dict[str, Any], tmp_path: Path
) -> None:
    content = document["paths"]["/healthz"]["get"]["responses"]["200"]["content"]
    content["application/json"]["examples"] = {"wrong": {"value": {"status": 1}}}
    done = _lint(document, tmp_path)
    assert done.returncode != 0
    assert "no-invalid-media-type-examples" in done.stdout

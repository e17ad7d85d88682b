"""docs/api.md: its commands do what it says, against a running Saring, in the order of the page."""

import ast
import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from shared.clock import utc_now
from tests.guards.repository import ROOT, modules
from tests.support.running import Running

pytestmark = pytest.mark.e2e

GUIDE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
BETWEEN = "\x1e"
"""Ends the output of each block."""

PROBLEMS_OF_DROP_INS = "services/moderation/http/dropin/"


@dataclass(frozen=True, slots=True)
class Step:
    """Commands, and what the page says that they answer; `kind` is empty if it says nothing."""

    commands: str
    kind: str
    answer: str


def _steps() -> list[Step]:
    blocks = [(match["kind"], match["code"]) for match in BLOCK.finditer(GUIDE)]
    followed = zip(blocks, [*blocks[1:], ("", "")], strict=True)
    return [
        Step(code, *(after if after[0] in {"json", "text"} else ("", "")))
        for (kind, code), after in followed
        if kind == "sh"
    ]


def _run(steps: list[Step], running: Running, folder: Path) -> list[str]:
    """Run all commands in one shell; return what each step printed."""
    script = f"\nprintf '{BETWEEN}'\n".join(step.commands for step in steps)
    done = subprocess.run(
        ["bash", "-c", f"set -euo pipefail\n{script}"],
        cwd=folder,
        env=os.environ | {"SARING_URL": running.api_url, "SARING_KEY": running.key},
        check=False,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.split(BETWEEN)


def differences(said: Any, found: Any, place: str = "") -> list[str]:  # noqa: ANN401 - JSON
    """Return where an answer differs from what the page says; it may leave out fields, and `…`."""
    if isinstance(said, dict) and isinstance(found, dict):
        inside = [differences(said[name], found.get(name), f"{place}/{name}") for name in said]
        return [one for found_inside in inside for one in found_inside]
    if isinstance(said, list) and isinstance(found, list) and len(said) == len(found):
        pairs = enumerate(zip(said, found, strict=True))
        return [one for index, pair in pairs for one in differences(*pair, f"{place}/{index}")]
    same = found == said or (said == "…" and isinstance(found, str) and found)
    return [] if same else [f"{place}: {said!r} is said, {found!r} was found"]


def test_every_command_answers_as_the_page_says(running: Running, tmp_path: Path) -> None:
    steps = _steps()
    assert len(steps) > 10
    for step, printed in zip(steps, _run(steps, running, tmp_path), strict=True):
        if step.kind == "json":
            assert differences(json.loads(step.answer), json.loads(printed)) == [], step.commands
        elif step.kind == "text":
            lines = {line.strip() for line in printed.splitlines()}
            missing = [line for line in step.answer.splitlines() if not _is_in(line, lines)]
            assert missing == [], printed


def _is_in(wanted: str, lines: set[str]) -> bool:
    """Tell whether a line was printed; names of headers are the same in small letters."""
    return any(wanted.lower() in line.lower() for line in lines)


@pytest.mark.parametrize(
    ("said", "found", "count"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, 0),
        ({"a": "…"}, {"a": "x"}, 0),
        ({"a": "…"}, {"a": ""}, 1),
        ({"a": "…"}, {}, 1),
        ({"a": [1]}, {"a": [1, 2]}, 1),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, 1),
    ],
)
def test_the_comparison_notices_what_differs(said: object, found: object, count: int) -> None:
    assert len(differences(said, found)) == count


def test_the_python_of_the_page_takes_what_is_signed_and_nothing_else() -> None:
    (code,) = [match["code"] for match in BLOCK.finditer(GUIDE) if match["kind"] == "python"]
    names: dict[str, Any] = {}
    exec(compile(code, "docs/api.md", "exec"), names)  # noqa: S102 - the page's own code
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = '{"type": "publication.published", "timestamp": "", "data": {"id": "7"}}'
    now = utc_now()
    headers = {
        "webhook-id": "m-1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("m-1", now, body),
    }
    acted: list[tuple[str, str]] = []

    def act(message: str, submission: str) -> None:
        acted.append((message, submission))

    assert names["receive"](secret, headers, body.encode(), act) == 204
    assert names["receive"](secret, headers, body.encode() + b" ", act) == 401
    assert acted == [("m-1", "7")]


def test_every_problem_of_the_api_is_in_the_table_with_its_status() -> None:
    rows = re.findall(r"^\| (\d{3}) \| ([^|]+) \|", GUIDE, re.MULTILINE)
    told = {(int(status), name) for status, names in rows for name in re.findall(r"`(.+?)`", names)}
    assert _problems() <= told


def _problems() -> set[tuple[int, str]]:
    """Return status and name of every problem that is written down in the code."""
    found = set()
    for module in modules():
        if not module.name.startswith("services/moderation/http/"):
            continue
        for call in module.calls():
            values = [
                argument.value for argument in call.args if isinstance(argument, ast.Constant)
            ]
            if ast.unparse(call.func) != "Problem" or len(values) < 2:
                continue
            status, name = values[:2]
            if isinstance(status, int) and isinstance(name, str):
                found.add((status, name))
    assert (401, "no-valid-key") in found
    return found

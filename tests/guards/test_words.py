"""What is committed speaks of the product alone."""

import re

import pytest

from tests.guards.repository import ROOT, files, relative

# Split, so that this file does not match itself.
MACHINE = re.compile(
    "|".join(
        (
            r"(?<![\w.])/(?:tm" + r"p|wo" + r"rk|ro" + r"ot|op" + r"t|ho" + r"me)/[\w.]",
            r"pythonhost" + "ed",
            r"registry\.npm" + "js",
            r"index-u" + "rl",
        ),
    ),
)
UNFINISHED = re.compile(
    "|".join((r"\bTO" + "DO", r"\bFIX" + "ME", r"\bXX" + r"X\b", r"\bHA" + r"CK\b"))
)

BINARY = {".gz", ".ico", ".jpg", ".mo", ".npz", ".onnx", ".png", ".woff2"}

FROM_ELSEWHERE = {
    "services/moderation/http/docs_static/swagger-ui-bundle.js": "Swagger UI",
    "services/moderation/http/docs_static/swagger-ui.css": "Swagger UI",
    "services/moderation/screening/model/encoder/tokenizer.json": "multilingual-e5-small",
}
"""Path → whose text it is, which we do not edit."""

MAKES_NO_INDEX = "deploy/lock.sh"
"""Names the option that keeps the index out of the locks."""


def _lines(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in files():
        if path.suffix in BINARY or relative(path) in FROM_ELSEWHERE:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{relative(path)}:{number}")
    return found


def test_no_file_names_a_path_of_somebodys_machine_or_a_package_host() -> None:
    assert [at for at in _lines(MACHINE) if not at.startswith(MAKES_NO_INDEX)] == []


def test_nothing_is_left_to_be_done_in_a_comment() -> None:
    assert _lines(UNFINISHED) == []


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("see /wo" + "rk/notes", True),
        ("/tm" + "p/socket", True),
        ("GET /v1/wo" + "rk/3", False),
        ("# TO" + "DO: later", True),
        ("todolist", False),
    ],
)
def test_the_patterns_catch_what_they_are_for(text: str, caught: bool) -> None:  # noqa: FBT001 - a table's column
    assert bool(MACHINE.search(text) or UNFINISHED.search(text)) is caught


def test_every_file_ends_its_last_line() -> None:
    texts = [path for path in files() if path.suffix in {".py", ".md", ".html", ".yaml", ".sh"}]
    assert [relative(path) for path in texts if _unended(path.read_bytes())] == []


def _unended(content: bytes) -> bool:
    return bool(content) and not content.endswith(b"\n")


def test_only_scripts_are_executable() -> None:
    executable = {relative(path) for path in files() if path.stat().st_mode & 0o111}
    assert {name for name in executable if not name.startswith((".ci/", "deploy/"))} == set()


def test_scripts_are_executable() -> None:
    scripts = [*(ROOT / "deploy").glob("*.sh"), ROOT / ".ci" / "run"]
    assert [relative(path) for path in scripts if not path.stat().st_mode & 0o100] == []

"""docs/settings.md and the code name the same settings."""

import ast
import re

from shared.settings import PREFIX
from tests.guards.repository import ROOT, installed_modules

TABLE = ROOT / "docs" / "settings.md"


def _in_code() -> set[str]:
    """Return the environment variable of every field of every class that derives from Settings."""
    names = set()
    for module in installed_modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and "Settings" in map(ast.unparse, node.bases):
                names |= {
                    f"{PREFIX}{item.target.id.upper()}"
                    for item in node.body
                    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                }
    return names


def _in_table() -> set[str]:
    rows = re.findall(r"^\| `(\w+)`", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name for name in rows if name.startswith(PREFIX)}


def test_every_setting_is_in_the_table() -> None:
    assert _in_code() - _in_table() == set()


def test_the_table_names_no_setting_that_nobody_reads() -> None:
    assert _in_table() - _in_code() == set()

"""Writes .env.example: `python -m deploy.docker.env_example`. A guard keeps it current.

What each variable means is said once: in the tables of docs/settings.md and docs/deployment.md.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE = ROOT / ".env.example"
COMPOSE = ROOT / "docker-compose.yml"
TABLES = (ROOT / "docs" / "settings.md", ROOT / "docs" / "deployment.md")

_ROW = re.compile(
    r"^\| `(?P<name>[A-Z_]+)` \| (?P<default>.*?) \| .*? \| (?P<says>.*?) \|$", re.MULTILINE
)
_HEAD = """\
# Copy to .env and uncomment what differs from its default. `docker compose` reads .env by itself.
# Written by `python -m deploy.docker.env_example` from docs/settings.md and docs/deployment.md.

# --- In the containers: docker-compose.yml passes these on ---
"""
_REST = """
# --- Without containers: docker-compose.yml sets these itself ---
# A secret can also come from a file: NAME_FILE holds its path.
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of a table, as text without Markdown."""

    name: str
    default: str
    says: str


def settings() -> list[Setting]:
    """Return every setting of the tables, in their order."""
    return [
        Setting(*(part.replace("`", "") for part in row.group("name", "default", "says")))
        for table in TABLES
        for row in _ROW.finditer(table.read_text(encoding="utf-8"))
    ]


def passed_on() -> set[str]:
    """Return the variables that docker-compose.yml takes from .env."""
    return set(re.findall(r"\$\{([A-Z_]+)", COMPOSE.read_text(encoding="utf-8")))


def render() -> str:
    """Return the text of the file."""
    passed = passed_on()
    inside = [one for one in settings() if one.name in passed]
    outside = [one for one in settings() if one.name not in passed]
    return _HEAD + _lines(inside) + _REST + _lines(outside)


def _lines(chosen: Iterable[Setting]) -> str:
    return "".join(f"\n# {one.says}. Default: {one.default}\n#{one.name}=\n" for one in chosen)


if __name__ == "__main__":
    FILE.write_text(render(), encoding="utf-8")

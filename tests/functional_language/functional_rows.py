"""The rows of the functional test set, read from the YAML files beside this one."""

import functools
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


class Expected(StrEnum):
    """What screening should make of a text."""

    FLAGGED = "flagged"
    PASSES = "passes"


@dataclass(frozen=True, slots=True)
class Row:
    """One text; `pair` joins rows that are nearly alike and expect the opposite."""

    id: str
    text: str
    language: str
    register: str
    expected: Expected
    function: str
    pair: str | None = None


@functools.cache
def rows() -> tuple[Row, ...]:
    """Return every row, in the order of the files."""
    return tuple(
        Row(**row, expected=Expected(block["expected"]), function=block["function"])
        for block in blocks()
        for row in block["rows"]
    )


@functools.cache
def blocks() -> tuple[dict[str, Any], ...]:
    """Return the functions as they are written: `function`, `expected`, `meaning`, `rows`."""
    return tuple(
        block
        for path in sorted(FOLDER.glob("*.yaml"))
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))
    )

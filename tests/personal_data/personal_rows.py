"""Read the invented posts with marked personal data, in two halves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
HALVES = ("first", "second")
_MARK = re.compile(r"\{\{([A-Z_]+):(.*?)\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Span:
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    language: str
    kind: str
    text: str
    spans: tuple[Span, ...]


def without_marks(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Take the marks out of a text; the spans count Unicode code points of the rest."""
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    position = 0
    for mark in _MARK.finditer(marked):
        between = marked[position : mark.start()]
        parts += (between, mark[2])
        start = length + len(between)
        length = start + len(mark[2])
        spans.append(Span(mark[1], start, length))
        position = mark.end()
    parts.append(marked[position:])
    text = "".join(parts)
    if "{{" in text or "}}" in text:
        message = f"unreadable mark in {marked!r}"
        raise ValueError(message)
    return text, tuple(spans)


@lru_cache(maxsize=len(HALVES))
def rows(half: str) -> tuple[Row, ...]:
    """Read the half named "first" or "second", in the order of its file."""
    if half not in HALVES:
        message = f"half must be one of {HALVES}, not {half!r}"
        raise ValueError(message)
    entries: list[dict[str, str]] = yaml.safe_load(
        (FOLDER / f"{half}_half.yaml").read_text(encoding="utf-8")
    )
    read: list[Row] = []
    for entry in entries:
        text, spans = without_marks(entry["text"])
        read.append(Row(entry["id"], entry["language"], entry["kind"], text, spans))
    return tuple(read)

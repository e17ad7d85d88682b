"""What a panel of the dashboard says, apart from how Grafana writes it down."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a panel shows its figures; the names are those of Grafana's panels."""

    NUMBER = "stat"
    COURSE = "timeseries"


class Unit(StrEnum):
    """Grafana's names of units."""

    COUNT = "short"
    PER_MINUTE = "cpm"
    SECONDS = "s"


@dataclass(frozen=True, slots=True)
class Query:
    """PromQL, and what its series are called; `{{label}}` stands for the label's value."""

    expr: str
    legend: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel. `wrong_from` colours a number red from there on, `wrong_below` under it.

    `words` are what a number is called instead of shown.
    """

    title: str
    says: str
    in_english: str
    queries: tuple[Query, ...]
    kind: Kind = Kind.COURSE
    unit: Unit = Unit.COUNT
    wrong_from: float | None = None
    wrong_below: float | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Panels under one heading."""

    title: str
    panels: tuple[Panel, ...]


def number(title: str, says: str, in_english: str, expr: str) -> Panel:
    """Return a panel that shows one number."""
    return Panel(title, says, in_english, (Query(expr, ""),), Kind.NUMBER)

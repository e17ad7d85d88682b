"""Conditions on a row of a set, as `sets.yaml` writes them."""

from collections.abc import Mapping

Rule = list[dict[str, str | list[str]]]
"""Any of the mappings must hold; in a mapping, every column must have (one of) the values."""


def matches(rule: Rule, row: Mapping[str, str]) -> bool:
    """Tell whether `row` fulfils `rule`; an empty rule holds for no row, `[{}]` for every row."""
    return any(all(_has(row[name], wanted) for name, wanted in one.items()) for one in rule)


def _has(value: str, wanted: str | list[str]) -> bool:
    return value in wanted if isinstance(wanted, list) else value == wanted

"""Tests say what they hold, and can fail."""

import ast
from collections.abc import Iterator

from tests.guards.repository import modules

FEWEST_WORDS = 3


def _tests() -> Iterator[tuple[str, ast.FunctionDef]]:
    for module in modules():
        if not module.name.startswith("tests/"):
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield f"{module.name}::{node.name}", node


def test_every_test_is_named_by_a_sentence_or_says_one() -> None:
    short = [
        name
        for name, node in _tests()
        if len(node.name.split("_")) <= FEWEST_WORDS and ast.get_docstring(node) is None
    ]
    assert short == []


def test_every_test_asserts_something() -> None:
    """By `assert`, `pytest.raises` and the like, or through a function whose name says so."""
    without = [name for name, node in _tests() if not any(map(_asserts, ast.walk(node)))]
    assert without == []


def _asserts(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func).rpartition(".")[2]
    return called in {"raises", "warns"} or called.lstrip("_").startswith(
        ("assert", "check", "expect")
    )


def test_no_test_is_switched_off() -> None:
    """A test that never runs holds nothing; one that needs a thing asks for it in its body."""
    skipped = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        if module.name.startswith("tests/")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node) in {"pytest.mark.skip", "pytest.mark.xfail"}
    ]
    assert skipped == []

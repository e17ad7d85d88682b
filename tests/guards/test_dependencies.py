"""What is imported is declared, what is declared is imported, and all of it is locked."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.guards.repository import ROOT, installed_modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

COMES_WITH = {
    "jinja2": "flask",
    "markupsafe": "flask",
    "werkzeug": "flask",
    "wtforms": "flask-wtf",
    "babel": "flask-babel",
    "pydantic-core": "pydantic",
    "kombu": "celery",
    "torch": "detoxify",
    "transformers": "detoxify",
}
"""Distribution → the declared one whose public face it is, so that the two never part."""

LOADED_BY_NAME = {
    "gunicorn",  # `saring run api` becomes it.
    "psycopg",  # SQLAlchemy loads it for a postgresql+psycopg URL.
    "protobuf",  # transformers reads the tokenizer of a published model with it.
}

OWN = {"saring", "services", "shared"}


UNLOCKED = {"detoxify"}
"""Extras that bring PyTorch, whose build is the office's choice."""


def _declared(*, without: Iterable[str] = ()) -> list[Requirement]:
    project = PROJECT["project"]
    extras = project["optional-dependencies"].items()
    chosen = [lines for name, lines in extras if name not in without]
    return [Requirement(line) for lines in (project["dependencies"], *chosen) for line in lines]


def _imported() -> set[str]:
    """Return the distributions that the installed packages import, anywhere in their code."""
    names = set()
    for module in installed_modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names.add(node.module.partition(".")[0])
    owners = packages_distributions()
    foreign = names - OWN - set(sys.stdlib_module_names)
    return {canonicalize_name(owners.get(name, [name])[0]) for name in foreign}


def test_every_import_is_declared() -> None:
    declared = {canonicalize_name(requirement.name) for requirement in _declared()}
    assert {name for name in _imported() if COMES_WITH.get(name, name) not in declared} == set()


def test_every_declared_dependency_is_imported() -> None:
    """What nobody imports is only weight, and one more thing to keep patched."""
    imported = _imported()
    imported |= {COMES_WITH[name] for name in imported & set(COMES_WITH)}
    declared = {canonicalize_name(requirement.name) for requirement in _declared()}
    assert declared - imported == LOADED_BY_NAME


LOCKED = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;\\]+)", re.MULTILINE)


def _locked(lock: str) -> dict[str, set[str]]:
    """Return the versions that a lock holds; there may be one for each range of Python versions."""
    versions: dict[str, set[str]] = {}
    for match in LOCKED.finditer((ROOT / lock).read_text(encoding="utf-8")):
        versions.setdefault(match["name"], set()).add(match["version"])
    return versions


def _satisfied(requirement: Requirement, locked: dict[str, set[str]]) -> bool:
    versions = locked.get(canonicalize_name(requirement.name), set())
    return bool(versions) and all(map(requirement.specifier.contains, versions))


def test_the_lock_has_every_declared_dependency_in_a_version_that_is_allowed() -> None:
    locked = _locked("requirements.lock")
    wanted = _declared(without=UNLOCKED)
    assert [str(one) for one in wanted if not _satisfied(one, locked)] == []


@pytest.mark.parametrize("group", ["build", "dev", "train"])
def test_each_group_is_locked(group: str) -> None:
    locked = _locked(f"requirements-{group}.lock")
    wanted = [Requirement(line) for line in PROJECT["dependency-groups"][group]]
    assert [str(item) for item in wanted if not _satisfied(item, locked)] == []


@pytest.mark.parametrize("group", ["dev", "train"])
def test_what_is_tested_and_trained_with_is_what_runs(group: str) -> None:
    """A package in both locks has the same versions in both."""
    runtime, other = _locked("requirements.lock"), _locked(f"requirements-{group}.lock")
    assert {name for name in runtime.keys() & other.keys() if runtime[name] != other[name]} == set()


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("*.lock")))
def test_every_locked_version_has_a_hash(lock: str) -> None:
    entries = re.split(
        r"^(?=[a-z0-9])", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert [
        entry.split()[0] for entry in entries if entry.strip() and "--hash=sha256:" not in entry
    ] == []

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

from tests.guards.repository import ROOT, Module, installed_modules

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
    "regex": "presidio-analyzer",
}
"""Distribution → the declared one whose public face it is, so that the two never part."""

LOADED_BY_NAME = {
    "gunicorn",  # `saring run api` becomes it.
    "psycopg",  # SQLAlchemy loads it for a postgresql+psycopg URL.
    "protobuf",  # transformers reads the tokenizer of a published model with it.
}

OWN = {"saring", "services", "shared"}


UNLOCKED = {"detoxify", "presidio"}
"""Extras that are not in what runs by default.

`detoxify` brings PyTorch, whose build is the office's choice; `presidio` brings spaCy, which
nothing else here needs. What its tests install is locked in requirements-presidio.lock.
"""


def _declared(*, without: Iterable[str] = ()) -> list[Requirement]:
    project = PROJECT["project"]
    extras = project["optional-dependencies"].items()
    chosen = [lines for name, lines in extras if name not in without]
    return [Requirement(line) for lines in (project["dependencies"], *chosen) for line in lines]


def _imports(module: Module) -> set[str]:
    """Return the packages that a module imports, anywhere in its code."""
    names = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


def _imported() -> set[str]:
    """Return the distributions that the installed packages import, anywhere in their code."""
    names = {name for module in installed_modules() for name in _imports(module)}
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


def test_only_its_bridge_imports_presidio() -> None:
    """Without the extra, everything else must load."""
    importers = [one.name for one in installed_modules() if "presidio_analyzer" in _imports(one)]
    assert importers
    assert [one for one in importers if not one.startswith("services/moderation/presidio/")] == []


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


def test_presidio_has_a_lock_of_its_own() -> None:
    locked = _locked("requirements-presidio.lock")
    extra = PROJECT["project"]["optional-dependencies"]["presidio"]
    assert [line for line in extra if not _satisfied(Requirement(line), locked)] == []


@pytest.mark.parametrize("group", ["build", "dev", "train"])
def test_each_group_is_locked(group: str) -> None:
    locked = _locked(f"requirements-{group}.lock")
    wanted = [Requirement(line) for line in PROJECT["dependency-groups"][group]]
    assert [str(item) for item in wanted if not _satisfied(item, locked)] == []


@pytest.mark.parametrize("group", ["dev", "train", "presidio"])
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

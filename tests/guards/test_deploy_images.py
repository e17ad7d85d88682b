"""What goes into the images: the locks, and for the publisher nothing of moderation."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.guards.repository import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
SERVICES = ("moderation", "publisher")


def _name(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def _names(requirements: list[str]) -> set[str]:
    return {_name(requirement) for requirement in requirements}


def _locked(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return name → version and hashes.

    Markers are left out: they say who needs a package, and the services are not everybody.
    """
    blocks = re.split(r"\n(?=[A-Za-z0-9])", path.read_text(encoding="utf-8"))
    return {_name(block): re.findall(r"(==[\w.]+) |--hash=(\S+)", block) for block in blocks}


def _stage(name: str) -> str:
    """Return the lines of one stage of the Dockerfile."""
    stages = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)
    return next(stage for stage in stages if stage.split("\n")[0].endswith(f" AS {name}"))


@pytest.mark.parametrize("service", SERVICES)
def test_a_services_lock_holds_what_was_tested(service: str) -> None:
    everything = _locked(ROOT / "requirements.lock")
    assert _locked(ROOT / f"requirements-{service}.lock").items() <= everything.items()


@pytest.mark.parametrize("service", SERVICES)
def test_a_services_lock_holds_all_that_the_service_needs(service: str) -> None:
    needed = _names(PROJECT["dependencies"]) | _names(EXTRAS[service])
    assert needed <= _locked(ROOT / f"requirements-{service}.lock").keys()


def test_the_publishers_lock_holds_nothing_that_only_moderation_needs() -> None:
    only_moderations = (
        _names(EXTRAS["moderation"]) - _names(EXTRAS["publisher"]) - _names(PROJECT["dependencies"])
    )
    assert only_moderations
    assert _locked(ROOT / "requirements-publisher.lock").keys() & only_moderations == set()


def test_the_publishers_image_holds_no_source_but_its_own() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", _stage("publisher-builder"), re.MULTILINE)
    sources = {source for line in copied for source in line.split()}
    assert {source for source in sources if source.startswith("services")} == {
        "services/__init__.py",
        "services/publisher",
    }


@pytest.mark.parametrize("service", SERVICES)
def test_everything_installed_comes_from_a_lock_with_hashes(service: str) -> None:
    stage = _stage(f"{service}-builder")
    assert f"--require-hashes \\\n      --wheel-dir wheels -r requirements-{service}.lock" in stage
    assert "install --no-deps --no-index" in stage


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_takes_only_the_installed_programs_from_its_builder(service: str) -> None:
    assert re.findall(r"^(?:COPY|RUN|ADD) .*$", _stage(service), re.MULTILINE) == [
        f"COPY --from={service}-builder /usr/local/saring /usr/local/saring",
    ]
    assert "\nUSER saring\n" in _stage("runtime")

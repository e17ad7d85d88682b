"""Installations of the product to test from outside, in each wiring that it has."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.running import EmbeddedRunning, Running

WIRINGS: Mapping[str, type[Running]] = {"embedded": EmbeddedRunning}


@contextmanager
def _installed(kind: type[Running], folder: Path, request: pytest.FixtureRequest) -> Iterator[Running]:
    """Give an installation that is not started; a test module's SETTINGS are its settings."""
    running = kind(folder, getattr(request.module, "SETTINGS", {}))
    try:
        yield running
    finally:
        running.kill_all()


@pytest.fixture(scope="module", params=WIRINGS)
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """The product, started once for a module, and stopped in good order after it."""
    folder = tmp_path_factory.mktemp("running")
    with _installed(WIRINGS[request.param], folder, request) as running:
        running.start()
        yield running
        assert running.stop() == 0


@pytest.fixture(params=WIRINGS)
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    """An installation of a test's own, to start, stop and kill."""
    with _installed(WIRINGS[request.param], tmp_path, request) as running:
        yield running


@pytest.fixture
def embedded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EmbeddedRunning]:
    """An installation of a test's own in the embedded default."""
    with _installed(EmbeddedRunning, tmp_path, request) as running:
        assert isinstance(running, EmbeddedRunning)
        yield running

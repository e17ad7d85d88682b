"""Installations of the product to test from outside, in each wiring, and a browser to do it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from deploy.stack.access import Access
from tests.support.running import EmbeddedRunning, Running
from tests.support.stack import StackRunning

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = [
    "--no-sandbox",  # Chromium's own sandbox needs a right that containers do not have.
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]

WIRINGS = ("embedded", "stack")


@contextmanager
def _installed(wiring: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Running]:
    """Give an installation that is not started; a test module's SETTINGS are its settings."""
    settings = getattr(request.module, "SETTINGS", {})
    running: Running
    if wiring == "embedded":
        running = EmbeddedRunning(folder, settings)
    else:
        databases = request.getfixturevalue("postgresql").fresh()
        brokers = request.getfixturevalue("rabbitmq").fresh()
        running = StackRunning(folder, settings, Access(databases, brokers))
    try:
        yield running
    finally:
        running.kill_all()


@pytest.fixture(scope="module", params=WIRINGS)
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """Start the product once for a module, and stop it in good order after it."""
    folder = tmp_path_factory.mktemp("running")
    with _installed(request.param, folder, request) as running:
        running.start()
        yield running
        assert running.stop() == 0


@pytest.fixture(params=WIRINGS)
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    """Give an installation of a test's own, to start, stop and kill."""
    with _installed(request.param, tmp_path, request) as running:
        yield running


@pytest.fixture
def embedded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EmbeddedRunning]:
    """Give an installation of a test's own in the embedded default."""
    with _installed("embedded", tmp_path, request) as running:
        assert isinstance(running, EmbeddedRunning)
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once for all tests: Playwright runs once in a thread."""
    executable = os.environ.get("SARING_CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMIUM)), None
    )
    if executable is None:
        pytest.fail("there is no Chromium: run deploy/install-browser.sh, or set SARING_CHROMIUM")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=SWITCHES)
        yield started
        started.close()

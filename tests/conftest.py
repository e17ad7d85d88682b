"""What holds for every test: no settings but its own, no network in unit tests, no stopwatch."""

import os
import socket
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["tests.support.servers"]

UNIT = Path(__file__).parent / "unit"

KEPT = {"SARING_CHROMIUM", "SARING_FAULT_POSTS"}
"""Settings of the tests themselves; every other SARING_ variable would be the developer's own."""

# A slow machine is not a failing test; examples are the same in every run of CI.
hypothesis.settings.register_profile("saring", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("saring")


def pytest_configure() -> None:
    """Forget the developer's own settings, before any test or fixture reads or passes them on."""
    for name in [name for name in os.environ if name.startswith("SARING_") and name not in KEPT]:
        del os.environ[name]


@pytest.fixture(autouse=True)
def _no_network_in_unit_tests(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not request.path.is_relative_to(UNIT):
        return

    def refuse(_socket: socket.socket, address: object) -> None:
        message = f"a unit test tried to connect to {address}"
        raise AssertionError(message)

    monkeypatch.setattr(socket.socket, "connect", refuse)

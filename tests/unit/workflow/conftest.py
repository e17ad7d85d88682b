"""A service of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.moderation.wiring import Moderation
from tests.support.moderation import moderation


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Moderation]:
    """Open a service on an empty database."""
    with moderation(tmp_path) as opened:
        yield opened

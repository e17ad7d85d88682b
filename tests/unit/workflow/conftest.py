"""A service of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.moderation.wiring import Moderation
from tests.support.moderation import moderation
from tests.support.page import Page, open_page


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Moderation]:
    """Open a service on an empty database."""
    with moderation(tmp_path) as opened:
        yield opened


@pytest.fixture
def page(app: Moderation, tmp_path: Path) -> Iterator[Page]:
    """Open a publisher beside the service, with an empty page."""
    with open_page(app, tmp_path) as opened:
        yield opened

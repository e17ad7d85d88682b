"""A publisher for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from services.publisher.site.app import create_site_app
from tests.support.publishing import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(tmp_path)
    yield desk
    desk.publisher.database.dispose()


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    """Give somebody who looks at the official page."""
    return create_site_app(desk.publisher).test_client()

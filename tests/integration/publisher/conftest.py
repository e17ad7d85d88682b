"""A receiver, and a publisher that posts to it, on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.publishing import Desk
from tests.support.receiver import Receiver, receiver
from tests.support.remote import remote_desk


@pytest.fixture
def behind() -> Iterator[Receiver]:
    with receiver() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> dict[str, str]:
    """Give the settings that say where the publisher's database is."""
    if request.param == "sqlite":
        return {}
    url: str = request.getfixturevalue("postgresql").fresh().publisher
    return {"publisher_database_url": url}


@pytest.fixture
def desk(behind: Receiver, tmp_path: Path, database: dict[str, str]) -> Iterator[Desk]:
    """Give a publisher whose receiver takes the same id for the same post."""
    with remote_desk(tmp_path, behind.url, **database) as desk:
        yield desk


@pytest.fixture
def unsure_desk(behind: Receiver, tmp_path: Path, database: dict[str, str]) -> Iterator[Desk]:
    """Give a publisher whose receiver promises nothing of the kind."""
    with remote_desk(tmp_path, behind.url, reconcile="none", **database) as desk:
        yield desk

"""A moderation service over a fresh database, its console, and a moderator's desk."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from services.moderation.console import register
from services.moderation.wiring import Moderation
from services.moderation.workflow.sign_in import add_user
from shared.database import Database
from tests.support.moderation import moderation as moderation_in
from tests.unit.console.desk import MODERATOR, PASSWORD, Desk


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moderation]:
    """Give a service whose database holds one moderator; tests work on copies of it.

    A password takes long to hash by design, so it is not done for every test.
    """
    with moderation_in(tmp_path_factory.mktemp("service")) as opened:
        add_user(opened.database, MODERATOR, PASSWORD, "moderator")
        with opened.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        yield opened


@pytest.fixture
def moderation(service: Moderation, tmp_path: Path) -> Iterator[Moderation]:
    """Give the service over a database of this test's own."""
    copy = tmp_path / "moderation.sqlite3"
    shutil.copyfile(service.settings.data_dir / "moderation.sqlite3", copy)
    database = Database(f"sqlite:///{copy}")
    yield replace(service, database=database)
    database.dispose()


@pytest.fixture
def console(moderation: Moderation) -> Flask:
    """Give an application with the console alone."""
    app = Flask("console")
    register(app, moderation)
    return app


@pytest.fixture
def visitor(console: Flask, moderation: Moderation) -> Desk:
    """Give the browser of somebody who is not signed in."""
    return Desk(console.test_client(), moderation)


@pytest.fixture
def desk(visitor: Desk) -> Desk:
    """Give the browser of a signed-in moderator."""
    return visitor.sign_in()

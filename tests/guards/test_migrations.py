"""Each database has one line of migrations, and they make what the code declares."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

from shared.database import Database
from shared.migrations import upgrade
from tests.guards.repository import ROOT

STORES = ["services.moderation.store", "services.publisher.store"]


def _scripts(store: str) -> ScriptDirectory:
    return ScriptDirectory(str(ROOT.joinpath(*store.split("."), "migrations")))


def _declared(store: str) -> MetaData:
    import_module(store)  # Importing the package makes every table known.
    metadata = import_module(f"{store}.base").Base.metadata
    assert isinstance(metadata, MetaData)
    assert metadata.tables
    return metadata


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    """Give each service's store package in turn."""
    return str(request.param)


@pytest.fixture
def database(tmp_path: Path, store: str) -> Iterator[Database]:
    """Give an SQLite database that the migrations of the store have made."""
    database = Database(f"sqlite:///{tmp_path / 'made.sqlite3'}")
    upgrade(database, store)
    yield database
    database.dispose()


def test_migrations_are_one_line_without_a_fork(store: str) -> None:
    scripts = _scripts(store)
    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1
    assert [step.revision for step in scripts.walk_revisions() if step.is_branch_point] == []


def test_migrations_are_numbered_in_the_order_in_which_they_run(store: str) -> None:
    steps = list(_scripts(store).walk_revisions())
    expected = [f"{number:04}" for number in range(len(steps), 0, -1)]
    assert [step.revision for step in steps] == expected
    assert [Path(step.path).name[:4] for step in steps] == expected


def test_migrations_make_exactly_the_tables_that_the_code_declares(
    store: str,
    database: Database,
) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, _declared(store)) == []

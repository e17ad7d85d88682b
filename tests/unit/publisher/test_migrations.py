"""The publisher's database comes to the schema that the code expects, whoever starts first."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from services.publisher.store.base import Base
from shared.database import Database
from shared.migrations import pending, upgrade

STORE = "services.publisher.store"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'publisher.sqlite3'}"


def test_migrations_make_exactly_the_tables_of_the_models(url: str) -> None:
    database = Database(url)
    upgrade(database, STORE)
    with database.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    database.dispose()


def test_a_new_database_is_pending_until_it_is_upgraded(url: str) -> None:
    database = Database(url)
    assert pending(database, STORE)
    upgrade(database, STORE)
    assert not pending(database, STORE)
    upgrade(database, STORE)
    assert not pending(database, STORE)
    database.dispose()


def test_threads_that_start_together_agree(url: str) -> None:
    def start() -> bool:
        database = Database(url)
        upgrade(database, STORE)
        found = pending(database, STORE)
        database.dispose()
        return found

    with ThreadPoolExecutor(4) as pool:
        starts = [pool.submit(start) for _ in range(4)]
    assert [done.result() for done in starts] == [False] * 4


def test_processes_that_start_together_agree(url: str) -> None:
    script = (
        "import sys; from shared.database import Database; from shared.migrations import upgrade;"
        "upgrade(Database(sys.argv[1]), sys.argv[2])"
    )
    starts = [
        subprocess.Popen([sys.executable, "-c", script, url, STORE], cwd=ROOT) for _ in range(2)
    ]
    assert [start.wait(60) for start in starts] == [0, 0]
    database = Database(url)
    assert not pending(database, STORE)
    database.dispose()


def test_a_migration_that_fails_leaves_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of an upgrade is one transaction, on SQLite too."""
    database = Database(url)

    def refuse(*_arguments: object, **_options: object) -> None:
        message = "no index today"
        raise RuntimeError(message)

    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.create_index", refuse)
        with pytest.raises(RuntimeError, match="no index today"):
            upgrade(database, STORE)
    with database.reading() as session:
        assert inspect(session.connection()).get_table_names() == []
    upgrade(database, STORE)
    assert not pending(database, STORE)
    database.dispose()

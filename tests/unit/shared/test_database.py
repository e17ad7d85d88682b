"""The two kinds of transaction on SQLite."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from shared.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Open a database with one table of two rows."""
    database = Database(f"sqlite:///{tmp_path / 'any.sqlite3'}")
    with database.writing() as session:
        session.execute(text("CREATE TABLE t (n INTEGER NOT NULL)"))
        session.execute(text("INSERT INTO t VALUES (1), (2)"))
    yield database
    database.dispose()


def _sum(database: Database) -> int:
    with database.reading() as session:
        return int(session.scalar(text("SELECT sum(n) FROM t")) or 0)


def _fail_in_the_middle_of_a_result(database: Database) -> None:
    with database.reading() as session:
        unread = session.execute(text("SELECT n FROM t"))
        raise LookupError(unread.fetchone())


def test_a_failed_reading_leaves_no_old_snapshot_behind(database: Database) -> None:
    """The traceback keeps an unread result alive; the next reader must not see its snapshot."""
    with pytest.raises(LookupError) as kept:
        _fail_in_the_middle_of_a_result(database)
    other = Database(database.url)  # Another process writes, on a connection of its own.
    with other.writing() as session:
        session.execute(text("INSERT INTO t VALUES (10)"))
    other.dispose()
    assert _sum(database) == 13
    assert kept.type is LookupError  # Alive until here, and with it the unread result.


def test_a_failed_writing_leaves_nothing(database: Database) -> None:
    """All or nothing, and the next writer is not held up."""
    with pytest.raises(IntegrityError), database.writing() as session:
        session.execute(text("INSERT INTO t VALUES (10), (NULL)"))
    with database.writing() as session:
        session.execute(text("INSERT INTO t VALUES (100)"))
    assert _sum(database) == 103


def test_transactions_that_read_and_then_write_do_not_fail_beside_each_other(
    database: Database,
) -> None:
    """A deferred transaction would fail at once."""

    def count_up() -> None:
        for _ in range(25):
            with database.writing() as session:
                highest = session.scalar(text("SELECT max(n) FROM t"))
                session.execute(text("INSERT INTO t VALUES (:n)"), {"n": highest + 1})

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _sum(database) == sum(range(1, 103))

"""The two kinds of transaction on SQLite."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

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


def test_what_was_deleted_is_gone_from_the_files_once_the_log_is_emptied(
    database: Database, tmp_path: Path
) -> None:
    """The write-ahead log would keep it for as long as the process runs."""
    with database.writing() as session:
        session.execute(text("CREATE TABLE words (word TEXT)"))
        session.execute(text("INSERT INTO words VALUES ('zqrahasia')"))
    with database.writing() as session:
        session.execute(text("DELETE FROM words"))
    assert _files_with(b"zqrahasia", tmp_path) == ["any.sqlite3-wal"]
    database.empty_log()
    assert _files_with(b"zqrahasia", tmp_path) == []
    assert _sum(database) == 3


def test_a_reader_at_work_is_not_waited_for(database: Database) -> None:
    """Writers wait while the log is emptied, so it is put off instead."""
    with database.reading() as session:
        assert session.scalar(text("SELECT sum(n) FROM t")) == 3
        with database.writing() as writer:
            writer.execute(text("INSERT INTO t VALUES (10)"))
        database.empty_log()
        assert session.scalar(text("SELECT sum(n) FROM t")) == 3
    assert _sum(database) == 13


def test_an_exception_of_the_database_does_not_quote_what_was_to_be_stored(
    database: Database,
) -> None:
    """It may be what a citizen wrote."""
    with pytest.raises(OperationalError) as caught, database.writing() as session:
        session.execute(text("INSERT INTO nowhere VALUES (:word)"), {"word": "zqrahasia"})
    assert "zqrahasia" not in str(caught.value)


def _files_with(word: bytes, folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if word in file.read_bytes()]

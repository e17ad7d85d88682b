"""One database: its engine, its two kinds of transaction, its clock."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, create_engine, event, func, select
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from shared.clock import utc_now

DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeoutError, TimeoutError)
"""What is raised when a database cannot be reached, or is too busy, just now."""

_WRITES = "saring_writes"
_BUSY_SECONDS = 10


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC; SQLite gives naive ones back, which this mends."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive datetimes, store UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a naive datetime cannot be stored"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """A database by its URL: SQLite or PostgreSQL."""

    def __init__(self, url: str | URL) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else _server_engine(self.url)
        # SQLite has one writer at a time. Waiting for a lock in the process is fair and wakes at
        # once; SQLite's own busy handler sleeps, and may starve a thread.
        self._writer = threading.Lock() if self.is_sqlite else None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session over one consistent snapshot; nothing is written."""
        with Session(self.engine, expire_on_commit=False) as session, self._clean(session):
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose work is committed at the end, or rolled back on an exception.

        Hold it across no network call and no model call. It does not nest.
        """
        if self._writer is None:
            with Session(self.engine, expire_on_commit=False) as session, session.begin():
                yield session
            return
        if not self._writer.acquire(timeout=_BUSY_SECONDS):
            message = "the database is busy"
            raise TimeoutError(message)
        try:
            engine = self.engine.execution_options(**{_WRITES: True})
            with Session(engine, expire_on_commit=False) as session, self._clean(session):
                yield session
                session.commit()
        finally:
            self._writer.release()

    @contextmanager
    def _clean(self, session: Session) -> Iterator[None]:
        """Throw the connection away when a session ends in an exception, on SQLite.

        A result that was not read to its end, and that the exception keeps alive, would hold the
        connection's snapshot: whoever is given the connection next would read old data.
        """
        try:
            yield
        except BaseException:
            if self.is_sqlite:
                session.invalidate()
            raise

    def now(self, session: Session) -> datetime:
        """Return the database's clock: leases of several hosts are compared by it."""
        if self.is_sqlite:
            return utc_now()  # One host, one clock.
        return session.execute(select(func.clock_timestamp(type_=UtcDateTime()))).scalar_one()

    def empty_log(self) -> None:
        """Empty SQLite's write-ahead log: what was blanked or deleted is still readable there.

        A reader in the middle of its work puts this off to the next call.
        """
        if self._writer is None:
            return
        with self._writer, closing(self.engine.raw_connection()) as connection:
            # Writers wait meanwhile, so a reader that takes long is not waited for.
            connection.cursor().execute("PRAGMA busy_timeout=100")
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.cursor().execute(f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}")

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def _server_engine(url: URL) -> Engine:
    return create_engine(
        url,
        pool_pre_ping=True,  # A restarted server must not cost the next request an error.
        pool_size=10,
        max_overflow=20,
        hide_parameters=True,  # They may be citizens' words, and end in an exception's message.
    )


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers not wait for the writer. SQLite fails at once if another does so just now."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _sqlite_engine(url: URL) -> Engine:
    # A thread each for requests, workers and relays, none of which should wait for another's
    # connection; they are cheap.
    engine = create_engine(
        url,
        pool_size=40,
        max_overflow=0,
        connect_args={"timeout": _BUSY_SECONDS},
        hide_parameters=True,  # They may be citizens' words, and end in an exception's message.
    )

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
        connection.isolation_level = None  # The driver must not begin transactions of its own.
        _write_ahead(connection)
        for pragma in (
            "synchronous=FULL",  # A commit that was answered survives power loss.
            "foreign_keys=ON",
            "recursive_triggers=ON",  # Else INSERT OR REPLACE deletes an audit row unseen.
            "secure_delete=ON",  # Words that were blanked must not stay in free pages.
            f"busy_timeout={_BUSY_SECONDS * 1000}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred transaction that reads and then writes fails at once beside another writer.
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine

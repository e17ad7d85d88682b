"""One database: its engine, its two kinds of transaction, its clock."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from shared.clock import utc_now
from shared.postgresql import ServerClock, server_engine
from shared.sqlite import BUSY_SECONDS, WRITES, sqlite_engine

DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeoutError, TimeoutError)
"""What is raised when a database cannot be reached, or is too busy, just now."""


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
        self.engine = sqlite_engine(self.url) if self.is_sqlite else server_engine(self.url)
        self._writes = self.engine.execution_options(**{WRITES: True})
        # What only reads needs no BEGIN and no ROLLBACK on a server: two round trips saved.
        self._reads = (
            self.engine
            if self.is_sqlite
            else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        )
        self._clock = ServerClock()
        # SQLite has one writer at a time. Waiting for a lock in the process is fair and wakes at
        # once; SQLite's own busy handler sleeps, and may starve a thread.
        self._writer = threading.Lock() if self.is_sqlite else None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that writes nothing; on SQLite all it reads is of one moment."""
        with Session(self._reads, expire_on_commit=False) as session, self._clean(session):
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
        if not self._writer.acquire(timeout=BUSY_SECONDS):
            message = "the database is busy"
            raise TimeoutError(message)
        try:
            with Session(self._writes, expire_on_commit=False) as session, self._clean(session):
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
        return self._clock.now(session)

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
            connection.cursor().execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()

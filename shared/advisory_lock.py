"""A lock that one process per database holds; PostgreSQL frees it when the holder is gone."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from shared.database import Database


class HeldLock:
    """The lock while it is held, on a connection of its own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def still_held(self) -> bool:
        """Return whether the connection, and with it the lock, is still there."""
        try:
            self._connection.execute(select(1))
        except DBAPIError:
            return False
        return True


@contextmanager
def try_lock(database: Database, key: int) -> Iterator[HeldLock | None]:
    """Give the lock, or None if another process holds it. Raises DBAPIError."""
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not connection.scalar(select(func.pg_try_advisory_lock(key))):
            yield None
            return
        try:
            yield HeldLock(connection)
        finally:
            # Back to the pool the connection would keep the lock.
            connection.invalidate()

"""A PostgreSQL server: its engine, and its clock."""

import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import create_engine, event, func, select
from sqlalchemy.engine import URL, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

_CLOCK_SECONDS = 5.0
"""For so long a server's clock is reckoned from the last time it was read."""

_PROMPT_SECONDS = 0.1
"""An answer that took longer says too little about what time it is now."""

_IDLE_SECONDS = 1.0
"""A connection that was idle for longer is tried before it is used."""


class ServerClock:
    """A server's clock, read now and then; in between, the time that has passed here is added."""

    def __init__(self) -> None:
        self._read: tuple[datetime, float] | None = None

    def now(self, session: Session) -> datetime:
        """Return the time at the server, as exact as a prompt answer."""
        asked = time.monotonic()
        known = self._read
        if known is not None and asked - known[1] < _CLOCK_SECONDS:
            at, read = known
            return at + timedelta(seconds=asked - read)
        told: datetime = session.scalars(select(func.clock_timestamp())).one()
        at = told.astimezone(UTC)
        answered = time.monotonic()
        # When this process slept between answer and reading, nobody knows by how much we are late.
        self._read = (at, answered) if answered - asked < _PROMPT_SECONDS else None
        return at


def server_engine(url: URL) -> Engine:
    """Return an engine for the server behind `url`."""
    engine = create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        hide_parameters=True,  # They may be citizens' words, and end in an exception's message.
    )

    # A restarted server must not cost the next request an error. To try every connection each time,
    # as the pool's own pre-ping does, would cost every transaction a round trip.
    @event.listens_for(engine, "checkin")
    def note(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["idle_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def try_idle(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        idle_since = record.info.get("idle_since")
        if idle_since is None or time.monotonic() - idle_since < _IDLE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error:
            raise InvalidatePoolError from None

    return engine

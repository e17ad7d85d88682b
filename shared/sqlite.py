"""SQLite: an engine whose commits are durable, and whose transactions do not fail each other."""

import sqlite3
import time
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine

WRITES = "saring_writes"
"""The execution option of a transaction that writes."""

BUSY_SECONDS = 10


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers not wait for the writer. SQLite fails at once if another does so just now."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def sqlite_engine(url: URL) -> Engine:
    """Return an engine for the file behind `url`."""
    # A thread each for requests, workers and relays, none of which should wait for another's
    # connection; they are cheap.
    engine = create_engine(
        url,
        pool_size=40,
        max_overflow=0,
        connect_args={"timeout": BUSY_SECONDS},
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
            f"busy_timeout={BUSY_SECONDS * 1000}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred transaction that reads and then writes fails at once beside another writer.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine

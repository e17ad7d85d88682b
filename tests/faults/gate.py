"""A gate in a transaction: who comes to it waits there, and can be killed at that very place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

import psycopg
from psycopg import sql

from tests.support.waiting import wait_for

_LOCK = 0x6A7E
_PREFIX = "gate:"


class Service(StrEnum):
    """Whose database it is."""

    MODERATION = "moderation"
    PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True)
class Place:
    """A step that a transaction takes: writing rows of a table.

    `event` is what SQL calls it, `key` the column that tells which row it is about, `done` the
    condition, in SQL, that holds of a row once the step is committed.
    """

    service: Service
    table: str
    event: str
    key: str
    done: str = "true"


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate at a place, open; `connection` is of somebody who may do anything there."""

    connection: psycopg.Connection
    place: Place

    @contextmanager
    def closed(self, *, committing: bool) -> Iterator[None]:
        """Close it for a while; return when all who waited are through, or gone.

        It stands behind the step: the row is written, and the transaction open. If `committing`,
        it stands in the commit, which is no longer its client's to stop: it will be done once the
        gate opens, whether or not the client still lives.
        """
        self.connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            self._build(committing=committing)
            yield
        finally:
            self.connection.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
            # This waits for every transaction that has touched the table.
            self.connection.execute("DROP FUNCTION IF EXISTS wait_at_the_gate CASCADE")

    def wait_for_somebody(self) -> str:
        """Return the key of a row whose transaction has come to the gate, and waits."""
        key = wait_for(self._waiting, f"a transaction comes to the gate at {self.place.table}")
        assert not self.is_done(key)
        return key

    def is_done(self, key: str) -> bool:
        """Return whether the step is committed, for the row of that key."""
        found = sql.SQL("SELECT FROM {table} WHERE {key} = %s AND ({done})").format(
            table=sql.Identifier(self.place.table),
            key=sql.Identifier(self.place.key),
            done=_words(self.place.done),
        )
        return self.connection.execute(found, [key]).fetchone() is not None

    def _waiting(self) -> str:
        waiting = self.connection.execute(
            "SELECT application_name FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event = 'advisory' AND starts_with(application_name, %s)",
            [_PREFIX],
        )
        row = waiting.fetchone()
        return str(row[0]).removeprefix(_PREFIX) if row else ""

    def _build(self, *, committing: bool) -> None:
        """Let who comes tell its row where others see it, and ask for the lock that we hold."""
        function = """
            CREATE FUNCTION wait_at_the_gate() RETURNS trigger LANGUAGE plpgsql
            SET lock_timeout = 0 AS $$ BEGIN
                PERFORM set_config('application_name', {prefix} || NEW.{key}, true);
                PERFORM pg_advisory_xact_lock_shared({lock});
                RETURN NULL;
            END $$
        """
        trigger = """
            CREATE CONSTRAINT TRIGGER gate AFTER {event} ON {table} {timing}
            FOR EACH ROW EXECUTE FUNCTION wait_at_the_gate()
        """
        self.connection.execute(
            sql.SQL(function).format(
                prefix=sql.Literal(_PREFIX),
                key=sql.Identifier(self.place.key),
                lock=sql.Literal(_LOCK),
            )
        )
        self.connection.execute(
            sql.SQL(trigger).format(
                event=_words(self.place.event),
                table=sql.Identifier(self.place.table),
                timing=sql.SQL("DEFERRABLE INITIALLY DEFERRED" if committing else ""),
            )
        )


def _words(written_here: str) -> sql.SQL:
    """Return SQL that a test's own file holds."""
    return sql.SQL(written_here)

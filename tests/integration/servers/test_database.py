"""How the product's own access to PostgreSQL bears a server that goes away, and reads its clock."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from shared import postgresql as access
from shared.database import Database
from tests.support.servers import PrivatePostgreSQL

EXACT = timedelta(seconds=1)


@pytest.fixture
def database(postgresql: PrivatePostgreSQL) -> Iterator[Database]:
    """Give moderation's database as its processes open it."""
    database = Database(postgresql.fresh().moderation)
    yield database
    database.dispose()


def end_every_connection(postgresql: PrivatePostgreSQL, database: Database) -> int:
    """End them at the server, as a restart does; return how many there were."""
    with postgresql.server.connect() as superuser:
        ended = superuser.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s",
            [database.url.database],
        ).fetchone()
    return int(ended[0]) if ended else 0


def test_an_idle_connection_that_the_server_ended_costs_nobody_an_error(
    postgresql: PrivatePostgreSQL, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "_IDLE_SECONDS", 0)
    with database.reading() as first, database.writing() as second:
        assert first.scalar(select(1)) == second.scalar(select(1)) == 1
    assert end_every_connection(postgresql, database) == 2
    with database.reading() as first, database.writing() as second:
        assert first.scalar(select(1)) == second.scalar(select(1)) == 1


def test_the_clock_is_the_servers_also_when_it_is_reckoned(database: Database) -> None:
    with database.reading() as session:
        read = database.now(session)
        reckoned = database.now(session)
        server = session.scalars(select(func.clock_timestamp())).one()
    assert read <= reckoned
    assert abs(server - reckoned) < EXACT


@pytest.mark.parametrize(("prompt", "readings"), [(30, 1), (0, 2)])
def test_the_clock_is_read_again_if_its_answer_was_late(
    database: Database, monkeypatch: pytest.MonkeyPatch, prompt: float, readings: int
) -> None:
    asked: list[str] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda _c, _cu, sql, *_: asked.append(sql)
    )
    monkeypatch.setattr(access, "_PROMPT_SECONDS", prompt)
    with database.reading() as session:
        database.now(session)
        database.now(session)
    assert len(asked) == readings


def test_a_session_that_reads_leaves_no_transaction_open(
    postgresql: PrivatePostgreSQL, database: Database
) -> None:
    with database.reading() as session, postgresql.server.connect() as superuser:
        session.scalar(select(1))
        states = superuser.execute(
            "SELECT state FROM pg_stat_activity WHERE datname = %s", [database.url.database]
        ).fetchall()
    assert states == [("idle",)]

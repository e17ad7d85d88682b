"""PostgreSQL finds what is asked often by an index, with many rows that are done with."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Select, select, text
from sqlalchemy.orm import Session

from services.moderation.store.messages import Outbox
from services.moderation.workflow.seal import unsealed
from shared.database import Database
from tests.support.servers import PrivatePostgreSQL

FILL = (
    """
    INSERT INTO audit (submission_id, action, body)
    SELECT 'none', 'received', '{}' FROM generate_series(1, 100000)
    """,
    """
    INSERT INTO audit_seals (seq, audit_id, head)
    SELECT row_number() OVER (ORDER BY id), id, 'none' FROM audit
    """,
    """
    INSERT INTO outbox (event_id, routing_key, body, available_at, attempts, sent_at)
    SELECT 'event-' || n, 'none', '', now(), 0, now() FROM generate_series(1, 100000) AS n
    """,
    "ANALYZE",
)


@pytest.fixture
def session(postgresql: PrivatePostgreSQL) -> Iterator[Session]:
    """Give a session over a database that holds many rows; the server knows how many."""
    database = Database(postgresql.fresh().owner)
    with database.writing() as session:
        for statement in FILL:
            session.execute(text(statement))
        yield session
    database.dispose()


def _plan(session: Session, query: Select[Any]) -> str:
    compiled = query.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
    return "\n".join(session.scalars(text(f"EXPLAIN {compiled}")))


def test_the_sealer_does_not_read_what_was_sealed_long_ago(session: Session) -> None:
    plan = _plan(session, unsealed(session).limit(1000))
    assert "Seq Scan" not in plan
    assert "pk_audit" in plan


def test_the_relay_does_not_read_what_was_sent(session: Session) -> None:
    """In the order of ids, which is not that of the index: see `Relay`."""
    waiting = select(Outbox.id).where(Outbox.sent_at.is_(None), Outbox.cancelled_at.is_(None))
    plan = _plan(session, waiting.order_by(Outbox.id + 0).limit(50))
    assert "ix_outbox_pending" in plan

"""An outbox with messages that have waited for known times."""

from collections.abc import Callable
from datetime import timedelta

from shared.database import Database
from shared.outbox import OutboxColumns
from tests.support.metrics import read_series

PENDING = "saring_outbox_pending"
OLDEST = "saring_outbox_oldest_seconds"


def put(
    database: Database, table: Callable[..., OutboxColumns], *, due_before: float, kind: str
) -> None:
    """Put in a message that was due so many seconds ago; `kind`: waiting, sent or cancelled."""
    with database.writing() as session:
        now = database.now(session)
        row = table(
            event_id=f"{kind}-{due_before}",
            routing_key="tested",
            body="",
            available_at=now - timedelta(seconds=due_before),
            sent_at=now if kind == "sent" else None,
            cancelled_at=now if kind == "cancelled" else None,
        )
        session.add(row)


def gauges_of(exposition: str, service: str) -> list[list[float]]:
    """Return the series of both gauges of a service's outbox."""
    return [read_series(exposition, name, {"service": service}) for name in (PENDING, OLDEST)]

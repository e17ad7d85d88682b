"""Gauges that only the publisher's database can tell."""

from services.publisher.store import Outbox
from services.publisher.wiring import Publisher
from shared.outbox_gauges import forget_outbox_gauges, refresh_outbox_gauges

_SERVICE = "publisher"


def refresh_gauges(publisher: Publisher) -> None:
    """Set the gauges to what the database holds now."""
    database = publisher.database
    with database.reading() as session:
        refresh_outbox_gauges(session, Outbox, service=_SERVICE, now=database.now(session))


def forget_gauges() -> None:
    """Export nothing of the database any more: another process does."""
    forget_outbox_gauges(_SERVICE)

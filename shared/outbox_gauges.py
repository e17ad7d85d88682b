"""Gauges of an outbox, exported by the one process that sends it."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.clock import age_seconds
from shared.metrics import OUTBOX_OLDEST_SECONDS, OUTBOX_PENDING
from shared.outbox import OutboxColumns


def refresh_outbox_gauges(
    session: Session, table: type[OutboxColumns], *, service: str, now: datetime
) -> None:
    """Set a service's gauges to what its outbox holds now."""
    pending, oldest = session.execute(
        select(func.count(), func.min(table.available_at)).where(
            table.sent_at.is_(None),
            table.cancelled_at.is_(None),
            table.available_at <= now,
        ),
    ).one()
    OUTBOX_PENDING.labels(service=service).set(pending)
    OUTBOX_OLDEST_SECONDS.labels(service=service).set(age_seconds(oldest, now))


def forget_outbox_gauges(service: str) -> None:
    """Export nothing of a service's outbox any more: somebody else sends it now."""
    for gauge in (OUTBOX_PENDING, OUTBOX_OLDEST_SECONDS):
        gauge.remove(service)

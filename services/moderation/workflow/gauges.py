"""Gauges that only the database can tell, exported by the one process that does its chores."""

import json
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from services.moderation.domain.states import SubmissionState
from services.moderation.store.callbacks import CallbackDelivery
from services.moderation.store.messages import Outbox
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.callbacks import waiting
from services.moderation.workflow.queue import WAITING
from services.moderation.workflow.seal import unsealed
from shared.clock import age_seconds
from shared.metrics import (
    AUDIT_UNSEALED,
    AUDIT_UNSEALED_OLDEST_SECONDS,
    CALLBACKS_OLDEST_SECONDS,
    CALLBACKS_PENDING,
    QUEUE_ITEMS,
    QUEUE_OLDEST_SECONDS,
)
from shared.outbox_gauges import forget_outbox_gauges, refresh_outbox_gauges

_OPEN = (SubmissionState.RECEIVED, SubmissionState.SCREENING, *WAITING)
_SERVICE = "moderation"


def refresh_gauges(app: Moderation) -> None:
    """Set the gauges to what the database holds now."""
    with app.database.reading() as session:
        now = app.database.now(session)
        _refresh_queue(session, now)
        _refresh_audit(session, now)
        _refresh_callbacks(session, now)
        refresh_outbox_gauges(session, Outbox, service=_SERVICE, now=now)


def forget_gauges() -> None:
    """Export nothing of the database any more: another process does."""
    QUEUE_ITEMS.clear()
    forget_outbox_gauges(_SERVICE)
    # Without labels there is no series to remove. Queries take the greatest of all processes, and
    # 0 is what one says that has never had the lock.
    for gauge in (
        QUEUE_OLDEST_SECONDS,
        AUDIT_UNSEALED,
        AUDIT_UNSEALED_OLDEST_SECONDS,
        CALLBACKS_PENDING,
        CALLBACKS_OLDEST_SECONDS,
    ):
        gauge.set(0)


def _refresh_queue(session: Session, now: datetime) -> None:
    counts = session.execute(
        select(Submission.state, func.count())
        .where(Submission.state.in_(_OPEN))
        .group_by(Submission.state),
    )
    found = dict(counts.all())
    oldest = session.scalar(
        select(func.min(Submission.created_at)).where(Submission.state.in_(WAITING))
    )
    for state in _OPEN:
        QUEUE_ITEMS.labels(state=state).set(found.get(state, 0))
    QUEUE_OLDEST_SECONDS.set(age_seconds(oldest, now))


def _refresh_audit(session: Session, now: datetime) -> None:
    rows = unsealed(session)
    oldest = session.scalars(rows.limit(1)).first()
    count = select(func.count()).select_from(rows.subquery())
    AUDIT_UNSEALED.set((session.scalar(count) or 0) if oldest else 0)
    written = datetime.fromisoformat(json.loads(oldest.body)["at"]) if oldest else None
    AUDIT_UNSEALED_OLDEST_SECONDS.set(age_seconds(written, now))


def _refresh_callbacks(session: Session, now: datetime) -> None:
    """Count what is due or was tried; not what waits until a decision cannot be undone."""
    begun = or_(CallbackDelivery.attempts > 0, CallbackDelivery.next_attempt_at <= now)
    count, oldest = session.execute(
        select(func.count(), func.min(CallbackDelivery.created_at)).where(waiting(), begun),
    ).one()
    CALLBACKS_PENDING.set(count)
    CALLBACKS_OLDEST_SECONDS.set(age_seconds(oldest, now))

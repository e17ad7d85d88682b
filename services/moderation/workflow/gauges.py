"""Gauges that only the database can tell."""

from sqlalchemy import func, select

from services.moderation.domain.states import SubmissionState
from services.moderation.store.audit import AuditRow, AuditSeal
from services.moderation.store.messages import Outbox
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.queue import WAITING
from shared.metrics import AUDIT_UNSEALED, OUTBOX_PENDING, QUEUE_ITEMS, QUEUE_OLDEST_SECONDS

_OPEN = (SubmissionState.RECEIVED, SubmissionState.SCREENING, *WAITING)


def refresh_gauges(app: Moderation) -> None:
    """Set the gauges to what the database holds now."""
    with app.database.reading() as session:
        now = app.database.now(session)
        counts = session.execute(
            select(Submission.state, func.count())
            .where(Submission.state.in_(_OPEN))
            .group_by(Submission.state),
        )
        found = dict(counts.all())
        oldest = session.scalar(
            select(func.min(Submission.created_at)).where(Submission.state.in_(WAITING))
        )
        pending = session.scalar(
            select(func.count()).where(
                Outbox.sent_at.is_(None),
                Outbox.cancelled_at.is_(None),
                Outbox.available_at <= now,
            ),
        )
        last_row = session.scalar(select(func.max(AuditRow.id))) or 0
        last_sealed = session.scalar(select(func.max(AuditSeal.audit_id))) or 0
    for state in _OPEN:
        QUEUE_ITEMS.labels(state=state).set(found.get(state, 0))
    QUEUE_OLDEST_SECONDS.set((now - oldest).total_seconds() if oldest else 0)
    OUTBOX_PENDING.labels(service="moderation").set(pending or 0)
    AUDIT_UNSEALED.set(max(last_row - last_sealed, 0))

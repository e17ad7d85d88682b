"""Claim callbacks that are due: one sender at a time, by compare-and-set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, type_coerce, update
from sqlalchemy.orm import Session

from services.moderation.store.callbacks import CallbackDelivery, CallbackEndpoint
from services.moderation.store.contents import ContentError
from services.moderation.wiring import Moderation
from services.moderation.workflow.callbacks import Endpoint, opened, waiting

LEASE = timedelta(seconds=30)
"""Longer than any call, with time to look up its host."""

PER_SOURCE = 4
"""So many calls to one source at once: a slow receiver leaves room for the others."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed callback; `endpoint` is None when its secret cannot be read."""

    id: str
    source: str
    worker: str
    attempts: int
    body: str
    first_attempt_at: datetime
    endpoint: Endpoint | None


def claim_due(
    app: Moderation, worker: str, *, busy: Mapping[str, int], limit: int
) -> Sequence[Delivery]:
    """Claim up to `limit` callbacks, oldest first and each source in turn.

    `busy` says how many calls to a source are open already.
    """
    with app.database.reading() as session:
        ids = _candidates(session, app.database.now(session), busy)[:limit]
    if not ids:
        return []
    first = CallbackDelivery.first_attempt_at
    with app.database.writing() as session:
        now = app.database.now(session)
        rows = session.scalars(
            update(CallbackDelivery)
            .where(CallbackDelivery.id.in_(ids), _is_due(now))
            .values(
                claimed_by=worker,
                lease_until=now + LEASE,
                attempts=CallbackDelivery.attempts + 1,
                first_attempt_at=func.coalesce(first, type_coerce(now, first.type)),
            )
            .returning(CallbackDelivery),
        ).all()
        return _with_endpoints(app, session, rows, worker, now=now)


def holds(held: Delivery) -> ColumnElement[bool]:
    """Return the condition that the claim still stands."""
    return and_(
        CallbackDelivery.id == held.id,
        CallbackDelivery.claimed_by == held.worker,
        CallbackDelivery.attempts == held.attempts,
        waiting(),
    )


def _candidates(session: Session, now: datetime, busy: Mapping[str, int]) -> list[str]:
    place = func.row_number().over(
        partition_by=CallbackDelivery.source,
        order_by=(
            CallbackDelivery.next_attempt_at,
            CallbackDelivery.created_at,
            CallbackDelivery.id,
        ),
    )
    due = (
        select(CallbackDelivery.id, CallbackDelivery.source, place.label("place"))
        .where(_is_due(now))
        .subquery()
    )
    rows = session.execute(
        select(due.c.id, due.c.source, due.c.place)
        .where(due.c.place <= PER_SOURCE)
        .order_by(due.c.place),
    )
    return [one for one, source, place in rows if place <= PER_SOURCE - busy.get(source, 0)]


def _with_endpoints(
    app: Moderation,
    session: Session,
    rows: Sequence[CallbackDelivery],
    worker: str,
    *,
    now: datetime,
) -> list[Delivery]:
    """Add where each goes; a callback whose endpoint was removed meanwhile is cancelled."""
    sources = {row.source for row in rows}
    query = select(CallbackEndpoint).where(CallbackEndpoint.source.in_(sources))
    endpoints = {row.source: row for row in session.scalars(query)}
    claimed = []
    for row in sorted(rows, key=lambda row: (row.created_at, row.id)):
        if row.source not in endpoints:
            row.cancelled_at, row.body, row.claimed_by, row.lease_until = now, "", None, None
            continue
        try:
            endpoint = opened(endpoints[row.source], app.cipher, now=now)
        except ContentError:
            endpoint = None
        claimed.append(
            Delivery(
                row.id,
                row.source,
                worker,
                row.attempts,
                row.body,
                row.first_attempt_at or now,
                endpoint,
            ),
        )
    return claimed


def _is_due(now: datetime) -> ColumnElement[bool]:
    free = or_(CallbackDelivery.lease_until.is_(None), CallbackDelivery.lease_until <= now)
    return and_(waiting(), CallbackDelivery.next_attempt_at <= now, free)

"""Callbacks that were given up: listed, tried anew; and old ones forgotten."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from services.moderation.domain.errors import NotFoundError
from services.moderation.store.audit import record
from services.moderation.store.callbacks import CallbackDelivery, CallbackEndpoint
from services.moderation.wiring import Moderation
from shared.database import Database

KEEP_DELIVERED = timedelta(days=30)
KEEP_DEAD = timedelta(days=7)
_BATCH = 500
_SHOWN = 100


def list_dead(
    database: Database, *, source: str | None = None, limit: int = _SHOWN
) -> Sequence[CallbackDelivery]:
    """Return dead callbacks, the last that died first."""
    with database.reading() as session:
        query = select(CallbackDelivery).where(_dead(source))
        newest = query.order_by(CallbackDelivery.dead_at.desc(), CallbackDelivery.id)
        return session.scalars(newest.limit(limit)).all()


def count_dead(database: Database) -> int:
    """Return how many callbacks are dead."""
    with database.reading() as session:
        counted = select(func.count()).select_from(CallbackDelivery).where(_dead(None))
        return session.scalar(counted) or 0


def replay(database: Database, callback_id: str, *, actor: str) -> None:
    """Deliver a dead callback anew, under its own id. Raises NotFoundError."""
    if not _replay(database, CallbackDelivery.id == callback_id, actor=actor):
        detail = (
            "There is no dead callback with this id whose source has a callback URL;"
            " see `saring callbacks dead` and `saring callbacks show`."
        )
        raise NotFoundError(detail)


def replay_all(database: Database, *, source: str | None = None, actor: str) -> int:
    """Deliver every dead callback anew, or those of one source; return how many."""
    return _replay(database, _dead(source), actor=actor)


def forget_callbacks(app: Moderation) -> int:
    """Delete what is older than its time, a batch at the most; return how many."""
    with app.database.reading() as session:
        old = session.scalars(_old(app, session)).all()
    if not old:
        return 0
    with app.database.writing() as session:
        # Asked again: one of them may have been brought back to life in between.
        gone = session.scalars(
            delete(CallbackDelivery)
            .where(CallbackDelivery.id.in_(old), CallbackDelivery.id.in_(_old(app, session)))
            .returning(CallbackDelivery.id),
        ).all()
    return len(gone)


def _replay(database: Database, which: ColumnElement[bool], *, actor: str) -> int:
    with database.writing() as session:
        now = database.now(session)
        # Its time to be tried begins anew. A source without a URL could not be told anyway.
        replayed = session.scalars(
            update(CallbackDelivery)
            .where(
                which,
                _dead(None),
                CallbackDelivery.source.in_(select(CallbackEndpoint.source)),
            )
            .values(
                dead_at=None, attempts=0, first_attempt_at=None, created_at=now, next_attempt_at=now
            )
            .returning(CallbackDelivery.id),
        ).all()
        if replayed:
            record(session, "callbacks_replayed", at=now, actor=actor, count=len(replayed))
    return len(replayed)


def _dead(source: str | None) -> ColumnElement[bool]:
    dead = CallbackDelivery.dead_at.is_not(None)
    return dead if source is None else and_(dead, CallbackDelivery.source == source)


def _old(app: Moderation, session: Session) -> Select[str]:
    now = app.database.now(session)
    return (
        select(CallbackDelivery.id)
        .where(
            or_(
                CallbackDelivery.delivered_at < now - KEEP_DELIVERED,
                CallbackDelivery.cancelled_at < now - KEEP_DELIVERED,
                CallbackDelivery.dead_at < now - KEEP_DEAD,
            ),
        )
        .limit(_BATCH)
    )

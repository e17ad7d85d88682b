"""Callbacks in the database: an endpoint to have, rows to look at, rows to make."""

import json
import uuid
from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from services.moderation.store.callbacks import CallbackDelivery
from services.moderation.wiring import Moderation
from services.moderation.workflow.callbacks import set_endpoint
from services.moderation.workflow.claim_callbacks import claim_due
from services.moderation.workflow.deliver import Disposition, deliver

SOURCE = "app"
NOWHERE = "http://127.0.0.1:9/callbacks"


def listen(app: Moderation, url: str = NOWHERE, *, source: str = SOURCE) -> str:
    """Register an endpoint; return its secret."""
    return set_endpoint(app.database, app.cipher, source, url)


def callbacks(app: Moderation) -> list[CallbackDelivery]:
    """Return every callback, oldest first."""
    with app.database.reading() as session:
        query = select(CallbackDelivery)
        order = (CallbackDelivery.created_at, CallbackDelivery.next_attempt_at)
        return list(session.scalars(query.order_by(*order)))


def messages(app: Moderation) -> list[dict[str, Any]]:
    """Return what every callback tells, but for cancelled ones, oldest first."""
    return [json.loads(one.body) for one in callbacks(app) if one.cancelled_at is None]


def callback(app: Moderation, callback_id: str) -> CallbackDelivery:
    """Return one callback as it is stored."""
    with app.database.reading() as session:
        return session.get_one(CallbackDelivery, callback_id)


def due(app: Moderation, *, source: str = SOURCE, body: str = '{"type":"saring.test"}') -> str:
    """Make a callback that is due now; return its id."""
    callback_id = str(uuid.uuid4())
    with app.database.writing() as session:
        now = app.database.now(session)
        session.add(
            CallbackDelivery(
                id=callback_id,
                source=source,
                type="submission.decided",
                body=body,
                created_at=now,
                next_attempt_at=now,
            ),
        )
    return callback_id


def change(app: Moderation, callback_id: str, **values: datetime | str | int | None) -> None:
    """Overwrite columns of one callback, as time passing would."""
    with app.database.writing() as session:
        session.execute(
            update(CallbackDelivery).where(CallbackDelivery.id == callback_id).values(**values)
        )


def deliver_one(app: Moderation) -> Disposition | None:
    """Deliver the one callback that is due."""
    (held,) = claim_due(app, "test", busy=Counter(), limit=16)
    return deliver(app, held)

"""Deliver one claimed callback, and write down what became of it.

At least once, in no promised order: a crash after the call delivers again, under the same
`webhook-id`.
"""

import random
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import structlog
from sqlalchemy import update

from services.moderation.store.callbacks import CallbackDelivery
from services.moderation.wiring import Moderation
from services.moderation.workflow.callback_call import CallResult, call_endpoint
from services.moderation.workflow.claim_callbacks import Delivery, holds
from shared.metrics import CALLBACKS, from_zero

GIVE_UP_AFTER = timedelta(hours=24)
SECRET_UNREADABLE = "secret_unreadable"  # noqa: S105 - a code
_FIRST_WAIT_SECONDS = 5
_LONGEST_WAIT_SECONDS = 3600
_SHORTEST_WAIT_SECONDS = 1
_DOUBLINGS = 20
"""Far past the longest wait; more would only make a large number."""

_chance = random.SystemRandom()
_log = structlog.get_logger()


class Disposition(StrEnum):
    """What became of an attempt."""

    DELIVERED = "delivered"
    FAILED = "failed"
    DEAD = "dead"


from_zero(CALLBACKS, Disposition)


def deliver(app: Moderation, held: Delivery) -> Disposition | None:
    """Call the receiver, outside of any transaction, and write down the outcome.

    None if the claim had run out by then, and another sender has it.
    """
    if held.endpoint is None:
        _log.error("callback_secret_unreadable", source=held.source)
        return settle(app, held, CallResult(None, SECRET_UNREADABLE))
    return settle(app, held, call_endpoint(held.endpoint, held.id, held.body))


def settle(app: Moderation, held: Delivery, result: CallResult) -> Disposition | None:
    """Write down the outcome of a call; None if the claim stands no more."""
    with app.database.writing() as session:
        now = app.database.now(session)
        disposition = _disposition(held, result, now)
        settled = session.scalars(
            update(CallbackDelivery)
            .where(holds(held))
            .values(
                claimed_by=None,
                lease_until=None,
                last_status=result.status,
                last_error=result.error,
                **_changes(disposition, held, result, now),
            )
            .returning(CallbackDelivery.id),
        ).first()
    if settled is None:
        return None
    CALLBACKS.labels(result=disposition).inc()
    if disposition is Disposition.DEAD:
        _log.warning(
            "callback_dead",
            callback=held.id,
            source=held.source,
            status=result.status,
            error=result.error,
        )
    return disposition


def retry_seconds(attempts: int, retry_after: float | None, chance: random.Random) -> float:
    """Return how long to wait after so many attempts: full jitter under a rising bound.

    A wait that the receiver asks for is kept, within the longest.
    """
    bound = min(_FIRST_WAIT_SECONDS * 2 ** min(attempts - 1, _DOUBLINGS), _LONGEST_WAIT_SECONDS)
    seconds = max(chance.uniform(0, bound), _SHORTEST_WAIT_SECONDS)
    return min(max(seconds, retry_after or 0), _LONGEST_WAIT_SECONDS)


def _disposition(held: Delivery, result: CallResult, now: datetime) -> Disposition:
    if result.error is None:
        return Disposition.DELIVERED
    late = now - held.first_attempt_at >= GIVE_UP_AFTER
    return Disposition.DEAD if late or result.is_gone else Disposition.FAILED


def _changes(
    disposition: Disposition, held: Delivery, result: CallResult, now: datetime
) -> dict[str, Any]:
    match disposition:
        case Disposition.DELIVERED:
            return {"delivered_at": now, "body": ""}
        case Disposition.DEAD:
            return {"dead_at": now}
        case Disposition.FAILED:
            seconds = retry_seconds(held.attempts, result.retry_after, _chance)
            return {"next_attempt_at": now + timedelta(seconds=seconds)}

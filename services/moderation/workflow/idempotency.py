"""Idempotency keys: a request that is repeated under the same one leads to the same submission."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, tuple_, update
from sqlalchemy.orm import Session

from services.moderation.domain.errors import InFlightError, KeyReusedError
from services.moderation.store.idempotency import IdempotentRequest
from services.moderation.wiring import Moderation
from shared.database import UtcDateTime

KEPT = timedelta(days=7)
_BATCH = 500
_THIS_KEY = (
    IdempotentRequest.api_key_id == bindparam("api_key_id"),
    IdempotentRequest.key_digest == bindparam("key_digest"),
)
_KNOWN = select(
    IdempotentRequest.created_at,
    IdempotentRequest.request_digest,
    IdempotentRequest.in_flight_until,
    IdempotentRequest.submission_id,
).where(*_THIS_KEY)
_FORGET = (
    delete(IdempotentRequest)
    # Judged again: another request may have come under the same key meanwhile.
    .where(*_THIS_KEY, IdempotentRequest.created_at <= bindparam("before", type_=UtcDateTime))
    .execution_options(synchronize_session=False)
)


@dataclass(frozen=True, slots=True)
class RequestKey:
    """The Idempotency-Key of a request; the items of a batch share one and differ in `item`.

    `waits` is how long the request waits for a decision before it is answered.
    """

    api_key_id: str
    key: str
    item: int | None = None
    waits: timedelta | None = None

    def digest(self, app: Moderation) -> str:
        """Return what is stored of the key: it may hold what its app should have kept out."""
        # No key has a NUL, so that of an item is never another request's.
        item = "" if self.item is None else f"\0{self.item}"
        return _keyed(app, "idempotency-key", self.key + item)


def request_digest(app: Moderation, content: Mapping[str, object]) -> str:
    """Return the keyed digest of a request: a short post could be guessed from a plain one."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), default=_write)
    return _keyed(app, "idempotent-request", canonical)


def replayed(app: Moderation, session: Session, key: RequestKey, *, request: str) -> str | None:
    """Return the submission that the key led to, None if this is its first request.

    Raises KeyReusedError for another request than its first, InFlightError while that one is
    still being answered.
    """
    now = app.database.now(session)
    names = {"api_key_id": key.api_key_id, "key_digest": key.digest(app)}
    row = session.execute(_KNOWN, names).first()
    if row is None:
        return None
    if row.created_at <= now - KEPT:
        session.execute(_FORGET, names | {"before": now - KEPT})
        return None
    if row.request_digest != request:
        raise KeyReusedError
    if row.in_flight_until is not None and row.in_flight_until > now:
        raise InFlightError(row.in_flight_until - now)
    submission_id: str = row.submission_id
    return submission_id


def remember(
    app: Moderation,
    session: Session,
    key: RequestKey,
    *,
    request: str,
    submission_id: str,
) -> None:
    """Keep the key with what it led to, in the transaction of the submission."""
    now = app.database.now(session)
    session.add(
        IdempotentRequest(
            api_key_id=key.api_key_id,
            key_digest=key.digest(app),
            request_digest=request,
            submission_id=submission_id,
            created_at=now,
            in_flight_until=None if key.waits is None else now + key.waits,
        ),
    )


def answered(app: Moderation, key: RequestKey) -> None:
    """Say that the first request under a key is about to be answered: it waits no longer."""
    with app.database.writing() as session:
        session.execute(
            update(IdempotentRequest)
            .where(
                IdempotentRequest.api_key_id == key.api_key_id,
                IdempotentRequest.key_digest == key.digest(app),
            )
            .values(in_flight_until=None),
        )


def forget_old_keys(app: Moderation) -> int:
    """Remove keys past their time, up to a batch; return how many."""
    pair = (IdempotentRequest.api_key_id, IdempotentRequest.key_digest)
    with app.database.reading() as session:
        before = app.database.now(session) - KEPT
        old = (
            select(*pair)
            .where(IdempotentRequest.created_at <= before)
            .order_by(IdempotentRequest.created_at)
            .limit(_BATCH)
        )
        found = [tuple(row) for row in session.execute(old)]
    if found:
        with app.database.writing() as session:
            # Judged again: one of them may have come back under the same key meanwhile.
            past = IdempotentRequest.created_at <= before
            session.execute(delete(IdempotentRequest).where(tuple_(*pair).in_(found), past))
    return len(found)


def _keyed(app: Moderation, purpose: str, text: str) -> str:
    return hmac.digest(app.secret_key, f"{purpose}\0{text}".encode(), hashlib.sha256).hex()


def _write(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError

"""Keys of internal apps: 256 bits of chance, only their SHA-256 is kept."""

import hashlib
import re
import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.moderation.domain.errors import InvalidFieldError, NotFoundError
from services.moderation.store.access import ApiKey
from services.moderation.store.audit import record
from shared.clock import rfc3339
from shared.database import Database

TOKEN_PREFIX = "srg_"  # noqa: S105 - how a key begins, so that a leaked one is recognised
RATE_MAX = 1_000_000
_SHOWN = len(TOKEN_PREFIX) + 6
_HELD = select(ApiKey.id, ApiKey.source, ApiKey.scopes, ApiKey.rate_limit, ApiKey.revoked_at).where(
    ApiKey.sha256 == bindparam("sha256")
)
_SOURCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class Scope(StrEnum):
    """What a key may do."""

    SUBMIT = "submit"
    READ = "read"
    SCREEN = "screen"
    RECALL = "recall"
    APPEAL = "appeal"
    ADMIN = "admin"


DEFAULT_SCOPES = frozenset(Scope) - {Scope.ADMIN}


@dataclass(frozen=True, slots=True)
class Caller:
    """The app behind a request; `rate_limit` is None where the installation's applies."""

    key_id: str
    source: str
    scopes: frozenset[str]
    rate_limit: int | None = None


def check_source(source: str) -> None:
    """Raise InvalidFieldError unless a source may be called this."""
    if not _SOURCE.fullmatch(source):
        detail = "A source is 1 to 64 letters, digits, dots, dashes or underscores."
        msg = "/source"
        raise InvalidFieldError(msg, detail)


def create_key(
    database: Database,
    source: str,
    scopes: Iterable[Scope] = DEFAULT_SCOPES,
    *,
    rate_limit: int | None = None,
    actor: str = "cli",
) -> str:
    """Make a key for a source and return it; it cannot be shown again. Raises InvalidFieldError.

    `rate_limit` is in requests a minute, None for the installation's.
    """
    check_source(source)
    _check_rate(rate_limit)
    with database.writing() as session:
        new = _New(source, tuple(scopes), rate_limit)
        return _insert(session, new, at=database.now(session), actor=actor)


def authenticate(database: Database, token: str) -> Caller | None:
    """Return who holds this key, None for an unknown or revoked one."""
    with database.reading() as session:
        key = session.execute(_HELD, {"sha256": _digest(token)}).first()
        if key is None or not _lives(key.revoked_at, database.now(session)):
            return None
        return Caller(key.id, key.source, frozenset(key.scopes), key.rate_limit)


def list_keys(database: Database) -> Sequence[ApiKey]:
    """Return every key, oldest first."""
    with database.reading() as session:
        return session.scalars(select(ApiKey).order_by(ApiKey.created_at)).all()


def revoke_key(database: Database, key: str, *, actor: str = "cli") -> None:
    """Revoke a key by its id or its shown prefix, at once. Raises NotFoundError."""
    with database.writing() as session:
        now = database.now(session)
        found = _live_key(session, key, now)
        found.revoked_at = now
        record(session, "key_revoked", at=now, actor=actor, key=found.id, source=found.source)


def rotate_key(database: Database, key: str, *, overlap: timedelta, actor: str = "cli") -> str:
    """Make a successor with the same source, scopes and limit.

    The old key works until `overlap` is over, or what was left of it before. Raises NotFoundError.
    """
    with database.writing() as session:
        now = database.now(session)
        old = _live_key(session, key, now)
        until = min(filter(None, (now + overlap, old.revoked_at)))
        old.revoked_at = until
        facts = {"key": old.id, "source": old.source, "until": rfc3339(until)}
        record(session, "key_rotated", at=now, actor=actor, **facts)
        new = _New(old.source, tuple(old.scopes), old.rate_limit)
        return _insert(session, new, at=now, actor=actor)


def limit_key(database: Database, key: str, rate_limit: int | None, *, actor: str = "cli") -> None:
    """Let a key make `rate_limit` requests a minute, None for the installation's.

    Raises NotFoundError, InvalidFieldError.
    """
    _check_rate(rate_limit)
    with database.writing() as session:
        now = database.now(session)
        found = _live_key(session, key, now)
        found.rate_limit = rate_limit
        about = {"key": found.id, "source": found.source}
        record(session, "key_limited", at=now, actor=actor, **about, rate_limit=rate_limit)


def _check_rate(rate_limit: int | None) -> None:
    if rate_limit is not None and not 1 <= rate_limit <= RATE_MAX:
        pointer, detail = "/rate_limit", f"Give 1 to {RATE_MAX} requests a minute."
        raise InvalidFieldError(pointer, detail)


@dataclass(frozen=True, slots=True)
class _New:
    """What a key is made for."""

    source: str
    scopes: tuple[str, ...]
    rate_limit: int | None


def _insert(session: Session, new: _New, *, at: datetime, actor: str) -> str:
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    key = ApiKey(
        id=str(uuid.uuid4()),
        source=new.source,
        prefix=token[:_SHOWN],
        sha256=_digest(token),
        scopes=sorted(new.scopes),
        created_at=at,
        rate_limit=new.rate_limit,
    )
    session.add(key)
    about = {"key": key.id, "source": key.source}
    made: dict[str, Any] = {"scopes": key.scopes, "rate_limit": key.rate_limit}
    record(session, "key_created", at=at, actor=actor, **about, **made)
    return token


def _live_key(session: Session, key: str, now: datetime) -> ApiKey:
    named = session.scalars(select(ApiKey).where((ApiKey.id == key) | (ApiKey.prefix == key)))
    live = [found for found in named if _lives(found.revoked_at, now)]
    if len(live) != 1:
        detail = "There is no such live key; see `saring keys list`."
        raise NotFoundError(detail)
    return live[0]


def _lives(revoked_at: datetime | None, now: datetime) -> bool:
    return revoked_at is None or revoked_at > now


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""Users of the console: argon2id, lock-out, sessions that can be ended."""

import hmac
import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.moderation.domain.errors import ConflictError, InvalidFieldError
from services.moderation.store.access import SignInGuard, User
from services.moderation.store.audit import record
from services.moderation.wiring import Moderation
from shared.database import Database
from shared.metrics import SIGN_INS, from_zero

MAX_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
MIN_PASSWORD = 12
ROLES = ("moderator", "approver", "lead", "admin", "auditor")
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")
"""Checked for unknown names, so that the time to answer does not tell which names exist."""

Outcome = Literal["ok", "wrong", "locked"]
from_zero(SIGN_INS, get_args(Outcome))


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The user behind a session."""

    id: str
    username: str
    role: str
    epoch: int


@dataclass(frozen=True, slots=True)
class SignInResult:
    """`retry_after` is in seconds, when locked."""

    outcome: Outcome
    user: SignedIn | None = None
    retry_after: int | None = None


def sign_in(app: Moderation, username: str, password: str) -> SignInResult:
    """Check a password; five failures lock the name for fifteen minutes. Attempts are audited.

    An unknown name takes as long and is locked as well: the answer does not tell which exist.
    """
    with app.database.reading() as session:
        user = session.scalars(select(User).where(User.username == username.lower())).first()
    # The hash is checked outside of any transaction: it takes tens of milliseconds by design.
    correct = _matches(user.password_hash if user else _NOBODY, password)
    known = user if user is not None and user.disabled_at is None else None
    name = username.lower().encode("utf-8", "replace")
    digest = hmac.digest(app.secret_key, name, "sha256").hex()
    actor = f"user:{known.username}" if known else "user:?"
    with app.database.writing() as session:
        now = app.database.now(session)
        locked_for = _guard(session, digest, correct=correct and known is not None, now=now)
        outcome: Outcome = "locked" if locked_for else "ok" if correct and known else "wrong"
        record(session, f"sign_in_{outcome}", at=now, actor=actor)
    SIGN_INS.labels(outcome=outcome).inc()
    return SignInResult(
        outcome, _signed_in(known) if known and outcome == "ok" else None, locked_for
    )


def _guard(session: Session, digest: str, *, correct: bool, now: datetime) -> int | None:
    """Count an attempt under a name; return for how many seconds it is locked, if it is.

    A right password does not help while the name is locked, and does not lengthen the lock.
    """
    guard = session.get(SignInGuard, digest, with_for_update=True)
    if guard is not None and guard.locked_until is not None and guard.locked_until > now:
        return int((guard.locked_until - now).total_seconds()) + 1
    if correct:
        if guard is not None:
            session.delete(guard)
        return None
    if guard is None:
        guard = SignInGuard(name_digest=digest, failed_attempts=0)
        session.add(guard)
    guard.failed_attempts += 1
    guard.updated_at = now
    if guard.failed_attempts >= MAX_FAILURES:
        guard.failed_attempts = 0
        guard.locked_until = now + LOCKED_FOR
    return None


def session_user(app: Moderation, user_id: str, epoch: int) -> SignedIn | None:
    """Return the user of a session, None if it was ended or the user disabled."""
    with app.database.reading() as session:
        user = session.get(User, user_id)
    if user is None or user.disabled_at is not None or user.session_epoch != epoch:
        return None
    return _signed_in(user)


def add_user(
    database: Database, username: str, password: str, role: str, *, actor: str = "cli"
) -> None:
    """Add a user. Raises InvalidFieldError, ConflictError."""
    if not _USERNAME.fullmatch(username):
        detail = "A user name is 2 to 64 small letters, digits, dots, dashes or underscores."
        msg = "/username"
        raise InvalidFieldError(msg, detail)
    if role not in ROLES:
        detail = f"A role is one of: {', '.join(ROLES)}."
        msg = "/role"
        raise InvalidFieldError(msg, detail)
    if len(password) < MIN_PASSWORD:
        detail = f"A password has at least {MIN_PASSWORD} characters."
        msg = "/password"
        raise InvalidFieldError(msg, detail)
    password_hash = _hasher.hash(password)
    with database.writing() as session:
        now = database.now(session)
        if session.scalar(select(func.count()).select_from(User).where(User.username == username)):
            detail = "There is a user of this name already."
            raise ConflictError(detail)
        user = User(
            id=str(uuid.uuid4()),
            username=username,
            role=role,
            password_hash=password_hash,
            created_at=now,
        )
        session.add(user)
        record(session, "user_added", at=now, actor=actor, user=user.id, role=role)


def has_users(database: Database) -> bool:
    """Return whether there is anybody who can sign in."""
    with database.reading() as session:
        return session.scalars(select(User.id).limit(1)).first() is not None


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def _signed_in(user: User) -> SignedIn:
    return SignedIn(user.id, user.username, user.role, user.session_epoch)

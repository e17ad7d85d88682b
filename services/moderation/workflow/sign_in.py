"""Users of the console: argon2id, lock-out, sessions that can be ended."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, select

from services.moderation.domain.errors import ConflictError, InvalidFieldError
from services.moderation.store.access import User
from services.moderation.store.audit import record
from services.moderation.wiring import Moderation
from shared.database import Database
from shared.metrics import SIGN_INS

MAX_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
MIN_PASSWORD = 12
ROLES = ("moderator", "approver", "lead", "admin", "auditor")
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")
"""Checked for unknown names, so that the time to answer does not tell which names exist."""

Outcome = Literal["ok", "wrong", "locked"]


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
    """Check a password; five failures lock the name for fifteen minutes. Attempts are audited."""
    with app.database.reading() as session:
        user = session.scalars(select(User).where(User.username == username.lower())).first()
        now = app.database.now(session)
    # The hash is checked outside of any transaction: it takes tens of milliseconds by design.
    correct = _matches(user.password_hash if user else _NOBODY, password)
    if user is None or user.disabled_at is not None:
        SIGN_INS.labels(outcome="wrong").inc()
        return SignInResult("wrong")
    result = _settle(app, user.id, correct=correct, now=now)
    SIGN_INS.labels(outcome=result.outcome).inc()
    return result


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


def _settle(app: Moderation, user_id: str, *, correct: bool, now: datetime) -> SignInResult:
    with app.database.writing() as session:
        user = session.get_one(
            User, user_id, with_for_update=None if app.database.is_sqlite else True
        )
        if user.locked_until is not None and user.locked_until > now:
            # A right password does not help while locked, and does not lengthen the lock.
            record(session, "sign_in_locked", at=now, actor=f"user:{user.username}")
            return SignInResult(
                "locked", retry_after=int((user.locked_until - now).total_seconds()) + 1
            )
        if correct:
            user.failed_attempts = 0
            user.locked_until = None
            record(session, "signed_in", at=now, actor=f"user:{user.username}")
            return SignInResult("ok", user=_signed_in(user))
        user.failed_attempts += 1
        if user.failed_attempts >= MAX_FAILURES:
            user.failed_attempts = 0
            user.locked_until = now + LOCKED_FOR
        record(session, "sign_in_failed", at=now, actor=f"user:{user.username}")
        return SignInResult("wrong")


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def _signed_in(user: User) -> SignedIn:
    return SignedIn(user.id, user.username, user.role, user.session_epoch)

"""Who may come in: keys of internal apps, users of the console."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from services.moderation.store.base import Base


class ApiKey(Base):
    """An API key of one source; only its SHA-256 is kept. `prefix` is what lists show.

    `rate_limit` is in requests a minute, None for the installation's. `last_used_at` is written
    once a minute at the most.
    """

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(index=True)
    prefix: Mapped[str]
    sha256: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    rate_limit: Mapped[int | None]


class User(Base):
    """A user of the console. `session_epoch` rises to sign out every session of theirs."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    password_hash: Mapped[str]
    session_epoch: Mapped[int] = mapped_column(default=1)
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class SignInGuard(Base):
    """Failures to sign in under one name, whether or not there is such a user.

    `name_digest` is keyed: what people type for a name may be their password.
    """

    __tablename__ = "sign_in_guards"

    name_digest: Mapped[str] = mapped_column(primary_key=True)
    failed_attempts: Mapped[int]
    locked_until: Mapped[datetime | None]
    updated_at: Mapped[datetime]

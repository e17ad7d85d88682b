"""Callbacks: where each source is told what became of its posts, and what is still to be told."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.moderation.store.base import Base

_WAITING = text("delivered_at IS NULL AND dead_at IS NULL AND cancelled_at IS NULL")
_DEAD = text("dead_at IS NOT NULL")


class CallbackEndpoint(Base):
    """The address of one source. The secret that signs is encrypted like a post.

    While `old_secret_until` is to come, a delivery is signed with the old secret as well.
    """

    __tablename__ = "callback_endpoints"

    source: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str]
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_old_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    old_secret_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class CallbackDelivery(Base):
    """One message to one source; `id` is its `webhook-id`, the same at each attempt.

    `body` holds no citizen's words and is blanked once delivered. `claimed_by` with `lease_until`
    (database clock) is the claim of who delivers. `decision_id` is set where undoing that decision
    cancels the message. `last_error` is a code.
    """

    __tablename__ = "callback_deliveries"
    __table_args__ = (
        Index(
            "ix_callback_deliveries_waiting",
            "next_attempt_at",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        # Partial: SQLite would take an index of all rows for one of those that wait.
        Index("ix_callback_deliveries_dead", "dead_at", sqlite_where=_DEAD, postgresql_where=_DEAD),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    submission_id: Mapped[str | None] = mapped_column(index=True)
    decision_id: Mapped[int | None]
    type: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    first_attempt_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    last_status: Mapped[int | None]
    last_error: Mapped[str | None]

"""The ledger: one row for each thing to do on a channel, done at most once."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.publisher.store.base import Base
from shared.messages import Operation


class LedgerState(StrEnum):
    """Where a row stands; `unknown` is for channels whose outcome may not be seen."""

    SCHEDULED = "scheduled"
    SENDING = "sending"
    PUBLISHED = "published"
    FAILED = "failed"
    UNKNOWN = "unknown"
    RECALLING = "recalling"
    RECALLED = "recalled"
    REFUSED = "refused"


OPEN = (LedgerState.SCHEDULED, LedgerState.SENDING, LedgerState.RECALLING)
"""States in which the sender has still something to do."""

POSTING = (Operation.PUBLISH, Operation.UPDATE)
"""Operations that put words on a channel; the others take them off."""


class LedgerRow(Base):
    """One operation on one part of one revision on one channel.

    A claim is `claimed_by` with `lease_until` (database clock). `content` is the part as JSON,
    blanked once it is not needed to post any more.
    """

    __tablename__ = "ledger"
    __table_args__ = (
        UniqueConstraint("submission_id", "revision", "channel", "part", "op"),
        Index("ix_ledger_state_next_attempt_at", "state", "next_attempt_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    submission_id: Mapped[str]
    revision: Mapped[int]
    channel: Mapped[str]
    part: Mapped[int]
    op: Mapped[str]
    seq: Mapped[int]
    state: Mapped[str]
    content: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    attempts: Mapped[int]
    claimed_by: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    url: Mapped[str | None]
    request_id: Mapped[str | None]
    updated_at: Mapped[datetime]

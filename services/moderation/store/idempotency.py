"""Requests that were sent under an Idempotency-Key, so that a repetition changes nothing."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.moderation.store.base import Base


class IdempotentRequest(Base):
    """One request of one API key, and the submission it led to.

    Both digests are keyed: a short post could be guessed from a plain one. `in_flight_until` is
    set while the first request waits for a decision before it is answered.
    """

    __tablename__ = "idempotent_requests"

    api_key_id: Mapped[str] = mapped_column(ForeignKey("api_keys.id"), primary_key=True)
    key_digest: Mapped[str] = mapped_column(primary_key=True)
    request_digest: Mapped[str]
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"))
    created_at: Mapped[datetime] = mapped_column(index=True)
    in_flight_until: Mapped[datetime | None]

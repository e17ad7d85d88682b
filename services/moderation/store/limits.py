"""How much a key has asked for, and how much a source may send."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.moderation.store.base import Base


class RateWindow(Base):
    """Requests of one API key in its current minute, counted when processes set them aside."""

    __tablename__ = "rate_windows"

    api_key_id: Mapped[str] = mapped_column(ForeignKey("api_keys.id"), primary_key=True)
    started_at: Mapped[datetime]
    taken: Mapped[int]


class SourceQuota(Base):
    """How many submissions a source may send in a day of the office's time zone."""

    __tablename__ = "source_quotas"

    source: Mapped[str] = mapped_column(primary_key=True)
    per_day: Mapped[int]
    updated_at: Mapped[datetime]


class SourceDay(Base):
    """Submissions that a source with a quota has sent on one day."""

    __tablename__ = "source_days"

    source: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    accepted: Mapped[int]

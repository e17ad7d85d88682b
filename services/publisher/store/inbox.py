"""Commands that arrived: believed ones by digest, the latest per submission, and dead letters."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from services.publisher.store.base import Base


class Inbox(Base):
    """A command that was believed and handled; a second copy of the same bytes changes nothing."""

    __tablename__ = "inbox"

    event_id: Mapped[str] = mapped_column(primary_key=True)
    body_sha256: Mapped[str]
    received_at: Mapped[datetime]


class Head(Base):
    """The newest command of a submission. A recall or an erasure stays as a tombstone.

    `revision` is the newest one a command named. Revisions up to `taken_back` were recalled and are
    not published again; `erased` is final for every revision.
    """

    __tablename__ = "heads"

    submission_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    revision: Mapped[int]
    taken_back: Mapped[int]
    erased: Mapped[bool]


class DeadLetter(Base):
    """A message set aside because it cannot be believed or read; kept until `expires_at`."""

    __tablename__ = "dead_letters"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    reason: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)

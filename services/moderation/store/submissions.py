"""Submissions, and where each stands on its channels."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.moderation.domain.states import PublicationState, SubmissionState
from services.moderation.store.base import Base

_TO_SCREEN = text("state IN ('received', 'screening')")


class Submission(Base):
    """A citizen's post and where it stands; its words are in `contents`.

    `claimed_by`, `lease_until`, `attempts`, `next_attempt_at` are the claim of a screening worker;
    `version` rises with each change of state, so that a stale page cannot decide. `priority` orders
    the queue, smallest first.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        Index("ix_submissions_newest", "source", "created_at", "id"),
        Index("ix_submissions_listed", "source", "state", "created_at", "id"),
        Index("ix_submissions_state", "state", "updated_at", "id"),
        Index(
            "ix_submissions_to_screen",
            "created_at",
            sqlite_where=_TO_SCREEN,
            postgresql_where=_TO_SCREEN,
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    external_id: Mapped[str | None]
    channels: Mapped[list[str]]
    author_digest: Mapped[str | None] = mapped_column(index=True)
    language_hint: Mapped[str | None]
    scheduled_at: Mapped[datetime | None]
    consent: Mapped[dict[str, Any] | None]
    state: Mapped[SubmissionState]
    revision: Mapped[int] = mapped_column(default=1)
    seq: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    priority: Mapped[int] = mapped_column(default=0)
    request_id: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    claimed_by: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None]

    publications: Mapped[list["Publication"]] = relationship(
        order_by="Publication.channel",
        lazy="raise",  # Each query says whether it needs them.
    )


class Publication(Base):
    """One submission on one channel, as far as the publisher has told.

    `standing_revision` is the one that citizens can read there, None when none can. `earlier` is
    how the row was before a command that may still be cancelled; None if there was no row.
    """

    __tablename__ = "publications"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[PublicationState] = mapped_column(index=True)
    revision: Mapped[int]
    standing_revision: Mapped[int | None]
    earlier: Mapped[dict[str, Any] | None]
    seq: Mapped[int]
    url: Mapped[str | None]
    reason: Mapped[str | None]
    updated_at: Mapped[datetime]

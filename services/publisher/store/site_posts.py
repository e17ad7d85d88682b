"""What stands on the official page; the page shows this table and nothing else."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.publisher.store.base import Base


class SitePost(Base):
    """One submission on the page, at the revision that stands."""

    __tablename__ = "site_posts"
    # The page reads it backwards: newest first, the id settling posts of one instant.
    __table_args__ = (
        Index("ix_site_posts_published_at_submission_id", "published_at", "submission_id"),
    )

    submission_id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    credit: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime]
    updated_at: Mapped[datetime]

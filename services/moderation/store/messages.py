"""Messages to the publisher that wait, and messages from it that were handled."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from services.moderation.store.base import Base
from shared.outbox import OutboxColumns


class Outbox(OutboxColumns, Base):
    """Commands to the publisher."""

    __tablename__ = "outbox"


class Inbox(Base):
    """Events of the publisher that were handled, so that a second copy changes nothing."""

    __tablename__ = "inbox"

    event_id: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[datetime]

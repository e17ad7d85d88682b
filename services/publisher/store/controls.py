"""Orders that concern no submission: stopped channels, and anchors of the audit."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from services.publisher.store.base import Base


class ChannelSwitch(Base):
    """Whether a channel is stopped, as the newest command (`seq`) said."""

    __tablename__ = "channel_switches"

    channel: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    stopped: Mapped[bool]
    at: Mapped[datetime]


class AuditAnchor(Base):
    """Head of moderation's audit chain at seal `seq`; never overwritten, so a cut tail shows."""

    __tablename__ = "audit_anchors"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    head: Mapped[str]
    at: Mapped[datetime]

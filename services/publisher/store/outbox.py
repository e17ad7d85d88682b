"""Events to moderation that wait."""

from services.publisher.store.base import Base
from shared.outbox import OutboxColumns


class Outbox(OutboxColumns, Base):
    """Events written in the transaction of what they report."""

    __tablename__ = "outbox"

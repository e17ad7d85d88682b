"""Tables of the publisher's database."""

from services.publisher.store.controls import AuditAnchor, ChannelSwitch
from services.publisher.store.inbox import DeadLetter, Head, Inbox
from services.publisher.store.ledger import OPEN, POSTING, LedgerRow, LedgerState
from services.publisher.store.outbox import Outbox
from services.publisher.store.site_posts import SitePost

__all__ = [
    "OPEN",
    "POSTING",
    "AuditAnchor",
    "ChannelSwitch",
    "DeadLetter",
    "Head",
    "Inbox",
    "LedgerRow",
    "LedgerState",
    "Outbox",
    "SitePost",
]

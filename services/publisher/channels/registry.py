"""Which code speaks to which channel."""

from datetime import datetime

from sqlalchemy.orm import Session

from services.publisher.channels.http_post import HttpPostChannel
from services.publisher.channels.port import Channel, ChannelError
from services.publisher.channels.site import SiteChannel
from services.publisher.wiring import Publisher
from shared.channels import ChannelFacts, ChannelKind, Reconcile


def is_remote(facts: ChannelFacts) -> bool:
    """Return whether a channel is called outside of the ledger's transaction."""
    return facts.reconcile is not Reconcile.TRANSACTIONAL


def open_channel(publisher: Publisher, name: str, session: Session, *, now: datetime) -> Channel:
    """Return the channel of that name, posting through `session`; raise ChannelError."""
    facts = publisher.channels.get(name)
    if facts is None or is_remote(facts):
        raise ChannelError("unknown_channel", permanent=True)  # noqa: EM101 - a code
    base_url = facts.base_url or publisher.settings.site_url
    return SiteChannel(session, base_url=base_url, now=now)


def open_remote(publisher: Publisher, facts: ChannelFacts, *, ends: float) -> Channel:
    """Return a channel for one call, which must be over when the monotonic clock says `ends`."""
    match facts.kind:
        case ChannelKind.HTTP_POST:
            return HttpPostChannel(facts, publisher.signers[facts.name], ends=ends)
        case ChannelKind.SITE:
            message = "the official page is part of the ledger's transaction"
            raise ValueError(message)

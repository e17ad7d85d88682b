"""Which code speaks to which channel."""

from datetime import datetime

from sqlalchemy.orm import Session

from services.publisher.channels.port import Channel, ChannelError
from services.publisher.channels.site import SiteChannel
from services.publisher.wiring import Publisher
from shared.channels import ChannelKind


def open_channel(publisher: Publisher, name: str, session: Session, *, now: datetime) -> Channel:
    """Return the channel of that name, posting through `session`; raise ChannelError."""
    facts = publisher.channels.get(name)
    if facts is None:
        raise ChannelError("unknown_channel", permanent=True)  # noqa: EM101 - a code
    match facts.kind:
        case ChannelKind.SITE:
            base_url = facts.base_url or publisher.settings.site_url
            return SiteChannel(session, base_url=base_url, now=now)

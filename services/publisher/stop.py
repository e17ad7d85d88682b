"""The stop switch: by a signed command, by a flag file, or by the environment.

It holds back what would be posted. Taking back goes on: a recall waits for nobody.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.publisher.store import ChannelSwitch
from services.publisher.wiring import Publisher
from shared.messages import CommandClaims, Operation

FLAG_FILE = "STOP"
"""Name of the file in the data directory whose presence stops every channel."""


def stopped_channels(publisher: Publisher, session: Session) -> frozenset[str]:
    """Return the channels to which nothing may be posted at this moment."""
    if publisher.settings.stop not in ("", "0"):
        return frozenset(publisher.channels)
    if (publisher.settings.data_dir / FLAG_FILE).exists():
        return frozenset(publisher.channels)
    switched_off = select(ChannelSwitch.channel).where(ChannelSwitch.stopped)
    return frozenset(session.scalars(switched_off))


def switch(session: Session, claims: CommandClaims, channel: str, *, now: datetime) -> bool:
    """Set a channel's switch as commanded; return False when a newer command was here first."""
    stopped = claims.op is Operation.STOP
    row = session.get(ChannelSwitch, channel, with_for_update=True)
    if row is None:
        session.add(ChannelSwitch(channel=channel, seq=claims.seq, stopped=stopped, at=now))
        return True
    if row.seq >= claims.seq:
        return False
    row.seq, row.stopped, row.at = claims.seq, stopped, now
    return True

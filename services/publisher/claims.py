"""Which rows of the ledger may be worked on, and by whom."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from services.publisher.store import OPEN, LedgerRow

LEASE = timedelta(seconds=30)
"""After this long without an outcome, a claim is taken to be a crashed sender's."""


def claimable(now: datetime) -> ColumnElement[bool]:
    """Say which rows are due and nobody's."""
    return and_(
        LedgerRow.state.in_(OPEN),
        LedgerRow.next_attempt_at <= now,
        or_(LedgerRow.lease_until.is_(None), LedgerRow.lease_until <= now),
    )


def in_turn(now: datetime) -> ColumnElement[bool]:
    """Say which rows need not wait for another of their submission on their channel.

    One call at a time, in the order of the commands: a recall that overtook a post which is under
    way would leave it standing.
    """
    other = aliased(LedgerRow)
    before = or_(
        other.seq < LedgerRow.seq, and_(other.seq == LedgerRow.seq, other.part < LedgerRow.part)
    )
    in_the_way = or_(other.lease_until > now, and_(other.state.in_(OPEN), before))
    return ~exists().where(
        other.submission_id == LedgerRow.submission_id,
        other.channel == LedgerRow.channel,
        other.id != LedgerRow.id,
        in_the_way,
    )

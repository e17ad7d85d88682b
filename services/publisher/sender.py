"""The sender of the official page: post, record and event are one transaction."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

import structlog
from sqlalchemy import and_, case, select, update
from sqlalchemy.orm import Session

from services.publisher.channels.port import ChannelError
from services.publisher.channels.registry import is_remote, open_channel
from services.publisher.claims import LEASE, claimable
from services.publisher.jobs import job_of, part_of, perform
from services.publisher.outcomes import (
    ATTEMPTS,
    expired,
    failed,
    posted,
    release,
    taken_back,
    tell,
)
from services.publisher.stop import stopped_channels
from services.publisher.store import OPEN, POSTING, LedgerRow, LedgerState
from services.publisher.wiring import Publisher
from shared.messages import EventType
from shared.metrics import PUBLISHER_STOPPED

_BATCH = 50

log = structlog.get_logger()


class Sender:
    """Works the rows of the page, and those of channels that nobody knows any more.

    Several may run beside each other.
    """

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._name = str(uuid4())
        self._remote = [name for name, facts in publisher.channels.items() if is_remote(facts)]

    def run_once(self) -> int:
        """Do what is due, up to a batch; return how many rows came to an outcome.

        Rows are claimed one by one, so that a crash counts as an attempt of the row at hand only.
        """
        return sum(self._work(row_id) for row_id in self._due() if self._claim(row_id))

    def _due(self) -> Sequence[int]:
        with self._publisher.database.reading() as session:
            stopped = stopped_channels(self._publisher, session)
            PUBLISHER_STOPPED.set(bool(stopped))
            held_back = and_(LedgerRow.op.in_(POSTING), LedgerRow.channel.in_(stopped))
            due = select(LedgerRow.id).where(
                claimable(self._publisher.database.now(session)),
                LedgerRow.channel.not_in(self._remote),
                ~held_back,
            )
            return session.scalars(due.order_by(LedgerRow.id).limit(_BATCH)).all()

    def _claim(self, row_id: int) -> bool:
        """Claim a row by compare-and-set; return whether it is ours."""
        sending = case(
            (LedgerRow.op.in_(POSTING), LedgerState.SENDING.value),
            else_=LedgerRow.state,
        )
        with self._publisher.database.writing() as session:
            now = self._publisher.database.now(session)
            claimed = session.scalar(
                update(LedgerRow)
                .where(LedgerRow.id == row_id, claimable(now))
                .values(
                    claimed_by=self._name,
                    lease_until=now + LEASE,
                    attempts=LedgerRow.attempts + 1,
                    state=sending,
                )
                .returning(LedgerRow.id),
            )
        return claimed is not None

    def _work(self, row_id: int) -> bool:
        """Do one row's work. Post, record and event are one transaction, or none of them is."""
        now = self._publisher.clock()
        with self._publisher.database.writing() as session:
            row = session.get_one(LedgerRow, row_id, with_for_update=True)
            if row.claimed_by != self._name or row.state not in OPEN:
                return False  # The claim was lost: to a recall, or to another sender.
            outcome = self._attempt(session, row, now=now)
        if outcome is not None:
            tell(outcome, row)
        return outcome is not None

    def _attempt(self, session: Session, row: LedgerRow, *, now: datetime) -> EventType | None:
        if row.op in POSTING:
            if row.channel in stopped_channels(self._publisher, session):
                release(row)
                row.attempts -= 1
                return None
            if row.expires_at <= now:
                return expired(session, row, now=now)
        try:
            _check_attempts(row)
            with session.begin_nested():  # A channel that fails leaves nothing half written.
                channel = open_channel(self._publisher, row.channel, session, now=now)
                url = perform(channel, job_of(row), part_of(row))
        except ChannelError as error:
            log.warning("channel_failed", reason=error.reason, submission=row.submission_id)
            return failed(session, row, error, now=now)
        if row.op in POSTING:
            return posted(session, row, url, now=now)
        return taken_back(session, row, now=now)


def _check_attempts(row: LedgerRow) -> None:
    """Refuse one attempt too many: each before it ended the process that made it."""
    if row.op in POSTING and row.attempts > ATTEMPTS:
        raise ChannelError("no_result", permanent=True)  # noqa: EM101 - a code

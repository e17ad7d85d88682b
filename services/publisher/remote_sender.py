"""The sender of one channel that is away: claims, calls outside of a transaction, records."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.publisher.channels.port import ChannelError, InDoubtError, Job
from services.publisher.channels.registry import open_remote
from services.publisher.claims import LEASE, claimable, in_turn
from services.publisher.jobs import job_of, part_of, perform
from services.publisher.outcomes import (
    ATTEMPTS,
    drop_claim,
    expired,
    failed,
    posted,
    taken_back,
    tell,
    unknown,
)
from services.publisher.stop import stopped_channels
from services.publisher.store import OPEN, POSTING, LedgerRow, LedgerState
from services.publisher.wiring import Publisher
from shared.channels import ChannelFacts, Reconcile
from shared.messages import EventType
from shared.rendering import Part

CALL_SECONDS = 20.0
"""For a whole call, names and handshakes included: well before the lease ends."""

_BATCH = 10
"""How many rows are looked at for one that no other sender was quicker to claim."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Claim:
    """A row that is ours until its lease ends; the call must be over well before, at `ends`."""

    row_id: int
    job: Job
    part: Part | None
    in_doubt: bool  # An earlier attempt may have posted.
    ends: float


@dataclass(frozen=True, slots=True)
class _Settled:
    """A row that came to an outcome."""

    row: LedgerRow
    outcome: EventType


class RemoteSender:
    """Works one channel's rows, one call at a time; several may run beside each other."""

    def __init__(self, publisher: Publisher, facts: ChannelFacts) -> None:
        self._publisher = publisher
        self._facts = facts
        self._name = str(uuid4())

    def run_once(self) -> int:
        """Make the call that is due first, if any; return 1 if a row came to an outcome."""
        for row_id in self._due():
            found = self._claim(row_id)
            if isinstance(found, _Claim):
                found = self._record(found, self._call(found))
            elif found is None:
                continue  # Another sender was quicker, or a recall was.
            if isinstance(found, _Settled):
                tell(found.outcome, found.row)
                return 1
            return 0
        return 0

    def _due(self) -> Sequence[int]:
        with self._publisher.database.reading() as session:
            now = self._publisher.database.now(session)
            due = select(LedgerRow.id).where(
                LedgerRow.channel == self._facts.name, claimable(now), in_turn(now)
            )
            if self._is_stopped(session):
                due = due.where(LedgerRow.op.not_in(POSTING))
            return session.scalars(due.order_by(LedgerRow.seq, LedgerRow.id).limit(_BATCH)).all()

    def _claim(self, row_id: int) -> _Claim | _Settled | None:
        """Claim a row and commit; or settle it, when it must not be called any more."""
        ends = time.monotonic() + CALL_SECONDS
        with self._publisher.database.writing() as session:
            now = self._publisher.database.now(session)
            free = (LedgerRow.id == row_id, claimable(now), in_turn(now))
            # Locked, and looked at again under the lock: the row changes for one sender only.
            row = session.scalar(select(LedgerRow).where(*free).with_for_update(of=LedgerRow))
            if row is None or (row.op in POSTING and self._is_stopped(session)):
                return None
            in_doubt = row.state == LedgerState.SENDING
            over = self._is_over(session, row, in_doubt=in_doubt)
            if over is not None:
                return _Settled(row, over)
            row.claimed_by, row.lease_until = self._name, now + LEASE
            row.attempts += 1
            if row.op in POSTING:
                row.state = LedgerState.SENDING
            return _Claim(row_id, job_of(row), part_of(row), in_doubt, ends)

    def _is_over(self, session: Session, row: LedgerRow, *, in_doubt: bool) -> EventType | None:
        """Close a row that may not be posted: too late, or perhaps done and not repeatable."""
        if row.op not in POSTING:
            return None
        now = self._publisher.clock()
        late = row.expires_at <= now
        if in_doubt and (late or not self._repeatable or row.attempts >= ATTEMPTS):
            return unknown(session, row, "no_result", now=now)
        return expired(session, row, now=now) if late else None

    def _call(self, claim: _Claim) -> ChannelError | str | None:
        """Do the job; no transaction is open."""
        try:
            channel = open_remote(self._publisher, self._facts, ends=claim.ends)
            return perform(channel, claim.job, claim.part)
        except ChannelError as error:
            log.warning(
                "channel_failed",
                reason=error.reason,
                channel=self._facts.name,
                submission=claim.job.submission_id,
            )
            return error

    def _record(self, claim: _Claim, result: ChannelError | str | None) -> _Settled | None:
        """Write what became of a call, with its event, if the claim still stands."""
        with self._publisher.database.writing() as session:
            row = session.get_one(LedgerRow, claim.row_id, with_for_update=True)
            if row.claimed_by != self._name:
                return None  # The lease ran out, and the row is another's.
            if row.state not in OPEN:
                # Withdrawn meanwhile. What takes it off, or its place, has waited for this call.
                drop_claim(row)
                return None
            outcome = self._outcome(session, row, result, in_doubt=claim.in_doubt)
            return None if outcome is None else _Settled(row, outcome)

    def _outcome(
        self,
        session: Session,
        row: LedgerRow,
        result: ChannelError | str | None,
        *,
        in_doubt: bool,
    ) -> EventType | None:
        now = self._publisher.clock()
        if isinstance(result, ChannelError):
            in_doubt = in_doubt or isinstance(result, InDoubtError)
            if in_doubt and row.op in POSTING and not self._repeatable:
                return unknown(session, row, result.reason, now=now)
            return failed(session, row, result, now=now, in_doubt=in_doubt)
        if row.op in POSTING:
            return posted(session, row, result, now=now)
        return taken_back(session, row, now=now)

    def _is_stopped(self, session: Session) -> bool:
        return self._facts.name in stopped_channels(self._publisher, session)

    @property
    def _repeatable(self) -> bool:
        return self._facts.reconcile is Reconcile.IDEMPOTENT

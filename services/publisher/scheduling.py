"""The ledger as commands fill it: what is to be posted, what is to be taken back."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.publisher.believed import Believed
from services.publisher.events import Subject, report
from services.publisher.store import OPEN, POSTING, LedgerRow, LedgerState
from shared.messages import CommandClaims, EventType
from shared.rendering import Part

_ANSWERS = {
    LedgerState.PUBLISHED: EventType.PUBLISHED,
    LedgerState.UNKNOWN: EventType.UNKNOWN,
}
"""States that a repeated command does not change: it gets the same answer again."""


def schedule(
    session: Session,
    believed: Believed,
    channel: str,
    parts: Sequence[Part],
    *,
    now: datetime,
) -> None:
    """Order the parts of a revision posted; what stands already is answered, not posted again."""
    claims = believed.claims
    withdraw_unsent(session, claims.sub, now=now, channel=channel, before_revision=claims.rev)
    for index, part in enumerate(parts):
        row = _row(session, claims, channel, index, now=now)
        answer = _ANSWERS.get(LedgerState(row.state))
        if row.state == LedgerState.SENDING:
            # It may be on its way: the newer command waits for what becomes of it.
            _follow(row, believed)
        elif answer is None:
            due = datetime.fromtimestamp(claims.nbf, UTC)
            _open(row, believed, LedgerState.SCHEDULED, now=now, due=due)
            row.content = part.model_dump_json()
        else:
            row.seq = claims.seq
            report(session, answer, Subject.of_row(row), at=now, url=row.url)


def take_back(session: Session, believed: Believed, channel: str, *, now: datetime) -> None:
    """Order everything of a submission taken off a channel; also when nothing was ever posted."""
    row = _row(session, believed.claims, channel, 0, now=now)
    _open(row, believed, LedgerState.RECALLING, now=now, due=now)


def withdraw_unsent(
    session: Session,
    submission_id: str,
    *,
    now: datetime,
    channel: str | None = None,
    before_revision: int | None = None,
) -> None:
    """Drop what was to be posted and is not yet, with its words.

    A sender that holds a claim on such a row finds afterwards that it may not record a post. Its
    claim stays to be seen: what takes the post off must come after a call that is under way.
    """
    statement = update(LedgerRow).where(
        LedgerRow.submission_id == submission_id,
        LedgerRow.state.in_(OPEN),
        LedgerRow.op.in_(POSTING),
    )
    if channel is not None:
        statement = statement.where(LedgerRow.channel == channel)
    if before_revision is not None:
        statement = statement.where(LedgerRow.revision < before_revision)
    session.execute(
        statement.values(
            state=LedgerState.REFUSED,
            content="",
            updated_at=now,
        ),
    )


def _row(
    session: Session,
    claims: CommandClaims,
    channel: str,
    part: int,
    *,
    now: datetime,
) -> LedgerRow:
    """Return the row under the ledger key, new if need be: one key is one thing done once."""
    key = {
        "submission_id": claims.sub,
        "revision": claims.rev,
        "channel": channel,
        "part": part,
        "op": claims.op.value,
    }
    row = session.scalar(select(LedgerRow).filter_by(**key).with_for_update())
    if row is None:
        row = LedgerRow(**key, state=LedgerState.SCHEDULED, updated_at=now)
        session.add(row)
    return row


def _open(
    row: LedgerRow, believed: Believed, state: LedgerState, *, now: datetime, due: datetime
) -> None:
    _follow(row, believed)
    row.state = state
    row.content = ""
    row.next_attempt_at = due
    row.updated_at = now
    row.attempts = 0
    row.claimed_by = None
    row.lease_until = None


def _follow(row: LedgerRow, believed: Believed) -> None:
    row.seq = believed.claims.seq
    row.request_id = believed.request_id
    row.expires_at = datetime.fromtimestamp(believed.claims.exp, UTC)

"""The outbox: messages written in the transaction of the decision, sent in order afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from sqlalchemy import Index, Text, and_, bindparam, or_, select, update
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column

from shared.database import Database, UtcDateTime

_log = structlog.get_logger()

_BATCH = 100
_RETRY_CAP_SECONDS = 10
"""What waits goes out soon after the broker is back, however long it was away."""


class UnreadableBodyError(Exception):
    """A waiting message cannot be opened with the keys at hand; others can still be sent."""


class TransportError(Exception):
    """A message could not be handed over now; it is sent again later."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it travels: `body` is UTF-8 JSON."""

    event_id: str
    routing_key: str
    body: str


class Transport(Protocol):
    """Carries messages to the other service."""

    def send(self, message: Message) -> None:
        """Return once the other side has the message for good; raise TransportError otherwise."""


class OutboxColumns:
    """Columns of an outbox; each service's own table has them."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    event_id: Mapped[str] = mapped_column(unique=True)
    routing_key: Mapped[str]
    submission_id: Mapped[str | None] = mapped_column(index=True)
    body: Mapped[str] = mapped_column(Text)
    available_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Index, ...]:
        """Index what is yet to be sent; sent rows stay out of it."""
        pending = and_(cls.sent_at.is_(None), cls.cancelled_at.is_(None))
        return (
            Index(
                "ix_outbox_pending",
                "available_at",
                sqlite_where=pending,
                postgresql_where=pending,
            ),
        )


def cancel(session: Session, table: type[OutboxColumns], event_id: str, *, at: datetime) -> bool:
    """Cancel a message that no relay has claimed yet; return whether it was in time."""
    cancelled = session.scalars(
        update(table)
        .where(
            table.event_id == event_id,
            table.claimed_at.is_(None),
            table.sent_at.is_(None),
            table.cancelled_at.is_(None),
        )
        .values(cancelled_at=at, body="")
        .returning(table.id),
    )
    return cancelled.first() is not None


def _as_stored(body: str) -> str:
    return body


class Relay:
    """Sends an outbox's due rows in order; one relay at a time per outbox.

    `opened` turns a stored body into the one that travels; it raises UnreadableBodyError.
    """

    def __init__(
        self,
        database: Database,
        table: type[OutboxColumns],
        transport: Transport,
        *,
        opened: Callable[[str], str] = _as_stored,
    ) -> None:
        self._database = database
        self._table = table
        self._transport = transport
        self._opened = opened
        self._pending = (table.sent_at.is_(None), table.cancelled_at.is_(None))
        now = bindparam("now", type_=UtcDateTime)
        due = (
            table.available_at <= now,
            or_(table.next_attempt_at.is_(None), table.next_attempt_at <= now),
        )
        # Built once: it is asked all the time. `+ 0`: or a database walks over all that was ever
        # sent, in the order of its ids.
        self._due = (
            select(table.id).where(*self._pending, *due).order_by(table.id + 0).limit(_BATCH)
        )

    def run_once(self) -> int:
        """Send what is due, up to a batch; return how many were sent.

        Rows are claimed before they are sent, so that an undo either comes before or is too late,
        and marked after, so that a crash in between sends again (the receiver drops duplicates).
        """
        claimed = self._claim()
        sent: list[int] = []
        failed: list[int] = []
        for row_id, message in claimed:
            try:
                self._transport.send(replace(message, body=self._opened(message.body)))
            except UnreadableBodyError:
                # It waits for its key to be given back, and holds up nobody else's.
                _log.exception("outbox_body_unreadable", event_id=message.event_id)
                failed.append(row_id)
            except TransportError:
                failed.append(row_id)
                break  # The rest of the batch waits; `seq` tells what overtakes this row later.
            else:
                sent.append(row_id)
        if claimed:
            self._settle(sent, failed)
        return len(sent)

    def _claim(self) -> Sequence[tuple[int, Message]]:
        table = self._table
        with self._database.reading() as session:
            now = self._database.now(session)
            ids = session.scalars(self._due, {"now": now}).all()
        if not ids:
            return []
        claim = (
            update(table)
            .where(table.id.in_(ids), *self._pending)
            .values(claimed_at=now)
            .returning(table.id, table.event_id, table.routing_key, table.body)
            .execution_options(synchronize_session=False)
        )
        with self._database.writing() as session:
            claimed = session.execute(claim).all()
        in_order = sorted(claimed, key=lambda row: row.id)
        return [(row.id, Message(row.event_id, row.routing_key, row.body)) for row in in_order]

    def _settle(self, sent: list[int], failed: list[int]) -> None:
        table = self._table
        with self._database.writing() as session:
            now = self._database.now(session)
            done = update(table).where(table.id.in_(sent)).values(sent_at=now, body="")
            session.execute(done.execution_options(synchronize_session=False))
            if not failed:
                return
            for row in session.scalars(select(table).where(table.id.in_(failed))):
                row.attempts += 1
                wait = min(2**row.attempts, _RETRY_CAP_SECONDS)
                row.next_attempt_at = now + timedelta(seconds=wait)

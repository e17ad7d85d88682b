"""Chain the audit's rows, and anchor the chain's head outside this database."""

import hashlib
from dataclasses import dataclass

import structlog
from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from services.moderation.store.audit import AuditRow, AuditSeal
from services.moderation.store.messages import Outbox
from services.moderation.wiring import Moderation
from shared.messages import AUDIT_SUBJECT, DecidedBy, Operation
from shared.signing import command

GENESIS = "0" * 64
_BATCH = 1000
_LOOK_BACK = 10_000
"""Rows may commit out of the order of their ids; how far behind the newest seal to look."""

_LOOK_BACK_ON_SQLITE = 100
"""There is one writer at a time there, and it waits while the sealer looks."""

_log = structlog.get_logger()


def link(head: str, row_id: int, submission_id: str | None, action: str, body: str) -> str:
    """Return the next head: SHA-256 over the previous one and every stored byte of one row."""
    parts = "\x1f".join((head, str(row_id), submission_id or "", action, body))
    return hashlib.sha256(parts.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends."""

    seq: int
    head: str
    audit_id: int


def last_seal(session: Session) -> Head:
    """Return the end of the chain."""
    newest = session.scalars(select(AuditSeal).order_by(AuditSeal.seq.desc()).limit(1)).first()
    return Head(newest.seq, newest.head, newest.audit_id) if newest else Head(0, GENESIS, 0)


def unsealed(session: Session) -> Select[AuditRow]:
    """Return how to find the rows that are not chained yet, oldest first."""
    newest_sealed = session.scalar(
        select(AuditSeal.audit_id).order_by(AuditSeal.audit_id.desc()).limit(1)
    )
    look_back = _LOOK_BACK_ON_SQLITE if _is_sqlite(session) else _LOOK_BACK
    first = (newest_sealed or 0) - look_back
    # Said of both tables: PostgreSQL reads every seal there is otherwise, to join them.
    its_seal = and_(AuditSeal.audit_id == AuditRow.id, AuditSeal.audit_id > first)
    return (
        select(AuditRow)
        .outerjoin(AuditSeal, its_seal)
        .where(AuditRow.id > first, AuditSeal.seq.is_(None))
        .order_by(AuditRow.id)
    )


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def seal_audit(app: Moderation) -> int:
    """Chain rows that are not chained yet, up to a batch; return how many. One sealer at a time."""
    with app.database.writing() as session:
        end = last_seal(session)
        rows = session.scalars(unsealed(session).limit(_BATCH)).all()
        seq, head = end.seq, end.head
        for row in rows:
            seq, head = seq + 1, link(head, row.id, row.submission_id, row.action, row.body)
            session.add(AuditSeal(seq=seq, audit_id=row.id, head=head))
    return len(rows)


def anchor_audit(app: Moderation, *, after_seq: int) -> int:
    """Send the chain's head to the log and to the publisher, if it moved past `after_seq`.

    Returns the number of the seal that is anchored now.
    """
    with app.database.reading() as session:
        if last_seal(session).seq <= after_seq:
            return after_seq
    with app.database.writing() as session:
        end = last_seal(session)
        now = app.database.now(session)
        message = command(
            app.signer,
            op=Operation.ANCHOR,
            submission_id=AUDIT_SUBJECT,
            revision=0,
            seq=end.seq,
            channels=(),
            content=end.head,
            policy_sha256=None,
            decided_by=DecidedBy.POLICY,
            not_before=now,
            now=now,
        )
        session.add(
            Outbox(
                event_id=message.event_id,
                routing_key=message.routing_key,
                body=message.body,
                available_at=now,
            ),
        )
    _log.info("audit_anchored", seq=end.seq, head=end.head)
    app.outbox_bell.ring()
    return end.seq

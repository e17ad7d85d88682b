"""Fills both databases with copies of posts that went through the product."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, insert, literal, select
from sqlalchemy.orm import Session

from benchmarks.copies import BATCH, analyse, copied, copy, prepare
from services.moderation.store.appeals import Appeal
from services.moderation.store.audit import AuditRow, AuditSeal
from services.moderation.store.base import Base
from services.moderation.store.callbacks import CallbackDelivery
from services.moderation.store.decisions import Decision
from services.moderation.store.messages import Inbox
from services.moderation.workflow.seal import last_seal, link
from services.publisher.store import Inbox as PublisherInbox
from services.publisher.store.base import Base as PublisherBase
from shared.clock import utc_now
from shared.database import Database

_KEYS_KEPT = timedelta(days=6)
_CALLBACKS_KEPT = timedelta(days=29)
"""A little less than the product keeps them, which would else begin to forget them."""


def fill_moderation(database: Database, copies: Sequence[dict[str, Any]]) -> None:
    """Copy what moderation holds of each template, in every table; seal the audit."""
    known = Base.metadata.tables
    with database.writing() as session:
        prepare(session, copies)
        for name in ("submissions", "contents", "screenings", "decisions", "publications"):
            copy(session, known[name])
        for name in ("outbox", "audit", "notes"):
            copy(session, known[name])
        copy(session, known["idempotent_requests"], since=utc_now() - _KEYS_KEPT)
        _copy_appeals(session)
        _add_callbacks(session)
        session.execute(
            insert(Inbox).from_select(["event_id", "received_at"], select(copied.c.id, copied.c.at))
        )
        _seal(session)
        analyse(session)


def fill_publisher(database: Database, copies: Sequence[dict[str, Any]]) -> None:
    """Copy what the publisher holds of each template, in every table."""
    known = PublisherBase.metadata.tables
    sha256 = hashlib.sha256(b"").hexdigest()
    with database.writing() as session:
        prepare(session, copies)
        for name in ("heads", "ledger", "outbox", "site_posts"):
            copy(session, known[name])
        session.execute(
            insert(PublisherInbox).from_select(
                ["event_id", "body_sha256", "received_at"],
                select(copied.c.id, literal(sha256), copied.c.at),
            )
        )
        analyse(session)


def _copy_appeals(session: Session) -> None:
    """Copy appeals; the decision that one is against is the copy's own."""
    source = Appeal.__table__.alias("source")
    rows = (
        select(Decision.id, copied.c.id, source.c.sealed, source.c.actor, copied.c.at)
        .join_from(copied, source, source.c.submission_id == copied.c.template)
        .join(Decision, Decision.submission_id == copied.c.id)
    )
    names = ["decision_id", "submission_id", "sealed", "actor", "created_at"]
    session.execute(insert(Appeal).from_select(names, rows))


def _add_callbacks(session: Session) -> None:
    """Add a callback that was delivered for each copy that is young enough."""
    same: dict[str, ColumnElement[Any]] = {
        "source": literal("local"),
        "type": literal("publication.published"),
        "body": literal(""),
        "attempts": literal(1),
        "last_status": literal(204),
    }
    of_copy = {"id": copied.c.id, "submission_id": copied.c.id}
    times = dict.fromkeys(("created_at", "next_attempt_at", "delivered_at"), copied.c.at)
    columns = {**same, **of_copy, **times}
    rows = select(*columns.values()).where(copied.c.at > utc_now() - _CALLBACKS_KEPT)
    session.execute(insert(CallbackDelivery).from_select(list(columns), rows))


def _seal(session: Session) -> None:
    """Chain the audit rows as the sealer would have, a batch at a time."""
    end = last_seal(session)
    seq, head = end.seq, end.head
    row = AuditRow.__table__.c
    unsealed = (
        select(row.id, row.submission_id, row.action, row.body)
        .outerjoin(AuditSeal, AuditSeal.audit_id == row.id)
        .where(AuditSeal.seq.is_(None))
        .order_by(row.id)
    )
    rows = session.execute(unsealed).all()
    for start in range(0, len(rows), BATCH):
        seals = []
        for one in rows[start : start + BATCH]:
            seq, head = seq + 1, link(head, *one)
            seals.append({"seq": seq, "audit_id": one.id, "head": head})
        session.execute(insert(AuditSeal), seals)

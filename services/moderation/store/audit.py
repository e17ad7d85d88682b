"""The audit: rows are only ever inserted; a sealer chains their stored bytes afterwards."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.moderation.store.base import Base
from shared.clock import rfc3339


class AuditRow(Base):
    """One thing that happened. `body` is the canonical JSON that is chained."""

    __tablename__ = "audit"
    # SQLite would give the number of a row that was removed at the tail to the next one.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it once

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    submission_id: Mapped[str | None] = mapped_column(index=True)
    action: Mapped[str]
    body: Mapped[str] = mapped_column(Text)


class AuditSeal(Base):
    """Link `seq` of the chain: `head` = SHA-256 over the previous head and one row's bytes."""

    __tablename__ = "audit_seals"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    audit_id: Mapped[int] = mapped_column(unique=True)
    head: Mapped[str]


def record(
    session: Session,
    action: str,
    *,
    at: datetime,
    actor: str,
    submission_id: str | None = None,
    **facts: Any,  # noqa: ANN401 - ids, codes, versions and digests; JSON decides
) -> None:
    """Insert an audit row: who, when, what, and facts that are never words.

    Inserted without a lock, in the transaction of the change it tells of.
    """
    body = {
        "at": rfc3339(at),
        "action": action,
        "actor": actor,
        "submission": submission_id,
        **facts,
    }
    session.add(
        AuditRow(
            submission_id=submission_id,
            action=action,
            body=json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True),
        ),
    )

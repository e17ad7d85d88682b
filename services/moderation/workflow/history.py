"""The decision trail of one submission, read from the audit."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.moderation.store.audit import AuditRow

_SHOWN_APART = {"at", "action", "actor", "submission"}


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that happened, who did it, and its facts."""

    at: datetime
    actor: str
    action: str
    details: dict[str, Any]


def history_of(session: Session, submission_id: str) -> tuple[AuditEntry, ...]:
    """Return what happened to a submission, oldest first."""
    rows = session.scalars(
        select(AuditRow).where(AuditRow.submission_id == submission_id).order_by(AuditRow.id),
    )
    return tuple(_entry(row) for row in rows)


def _entry(row: AuditRow) -> AuditEntry:
    body = json.loads(row.body)
    return AuditEntry(
        at=datetime.fromisoformat(body["at"]),
        actor=body["actor"],
        action=row.action,
        details={name: value for name, value in body.items() if name not in _SHOWN_APART},
    )

"""Decisions: by the machine or by a person, each for one revision."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, and_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.moderation.store.base import Base
from services.moderation.store.submissions import Submission


class Outcome(StrEnum):
    """What was decided."""

    APPROVE = "approve"
    REJECT = "reject"


class DecidedBy(StrEnum):
    """Who decided."""

    MACHINE = "machine"
    PERSON = "person"


class Decision(Base):
    """One decision. `undo_until` and `command_id` let a person take it back before it leaves."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), index=True)
    revision: Mapped[int]
    base_revision: Mapped[int]
    outcome: Mapped[Outcome]
    by: Mapped[DecidedBy]
    actor: Mapped[str]
    reason_code: Mapped[str | None]
    rules: Mapped[list[str]]
    policy_sha256: Mapped[str]
    redacted: Mapped[bool]
    decided_at: Mapped[datetime]
    appeal_until: Mapped[datetime | None]
    undo_until: Mapped[datetime | None]
    command_id: Mapped[str | None]
    undone_at: Mapped[datetime | None]


def standing_decision(session: Session, submission_id: str) -> Decision | None:
    """Return the decision in force on the current revision: the newest that was not undone."""
    return session.scalars(
        select(Decision)
        .join(
            Submission,
            and_(
                Submission.id == Decision.submission_id,
                Submission.revision == Decision.revision,
            ),
        )
        .where(Decision.submission_id == submission_id, Decision.undone_at.is_(None))
        .order_by(Decision.id.desc())
        .limit(1),
    ).first()

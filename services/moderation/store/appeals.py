"""Appeals against rejections, one for each rejection at the most."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.moderation.store.base import Base


class Appeal(Base):
    """An appeal against one decision; the statement and whom to answer are encrypted.

    `outcome_id` is the decision that ended it.
    """

    __tablename__ = "appeals"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    actor: Mapped[str]
    created_at: Mapped[datetime]
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))


def latest_appeal(session: Session, submission_id: str) -> Appeal | None:
    """Return the newest appeal of a submission: the one that is open, if one is."""
    return session.scalars(
        select(Appeal)
        .where(Appeal.submission_id == submission_id)
        .order_by(Appeal.decision_id.desc())
        .limit(1),
    ).first()


def appeal_ended_by(session: Session, decision_id: int) -> Appeal | None:
    """Return the appeal that a decision ended, if it ended one."""
    return session.scalars(select(Appeal).where(Appeal.outcome_id == decision_id)).first()

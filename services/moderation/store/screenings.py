"""Results of screening: kept without words."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.moderation.domain.screening import (
    Failure,
    FailureKind,
    Finding,
    Language,
    PolicyResult,
    Screening,
    Severity,
    Verdict,
)
from services.moderation.store.base import Base


class ScreeningRow(Base):
    """What screening found in one revision. A later screening of the same revision adds a row."""

    __tablename__ = "screenings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), index=True)
    revision: Mapped[int]
    verdict: Mapped[Verdict]
    complete: Mapped[bool]
    reason_code: Mapped[str | None]
    failures: Mapped[list[dict[str, Any]]]
    language: Mapped[dict[str, Any]]
    scores: Mapped[dict[str, Any]]
    findings: Mapped[list[dict[str, Any]]]
    policy: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


def store_screening(
    session: Session,
    result: Screening,
    *,
    submission_id: str,
    revision: int,
    at: datetime,
) -> None:
    """Add the result of screening one revision, without its `redacted_text`."""
    session.add(
        ScreeningRow(
            submission_id=submission_id,
            revision=revision,
            verdict=result.verdict,
            complete=result.complete,
            reason_code=result.reason_code,
            failures=[asdict(failure) for failure in result.failures],
            language=asdict(result.language),
            scores=result.scores,
            findings=[asdict(finding) for finding in result.findings],
            policy=asdict(result.policy),
            created_at=at,
        ),
    )


def latest_screening(session: Session, submission_id: str, revision: int) -> Screening | None:
    """Return the newest result for a revision."""
    row = session.scalars(
        select(ScreeningRow)
        .where(ScreeningRow.submission_id == submission_id, ScreeningRow.revision == revision)
        .order_by(ScreeningRow.id.desc())
        .limit(1),
    ).first()
    return None if row is None else screening_of(row)


def screening_of(row: ScreeningRow) -> Screening:
    """Return what a row holds; `redacted_text` is empty, as no words are kept."""
    return Screening(
        verdict=row.verdict,
        complete=row.complete,
        failures=tuple(
            Failure(entry["checker"], FailureKind(entry["kind"])) for entry in row.failures
        ),
        language=Language(
            row.language["code"], row.language["confidence"], tuple(row.language["mixed"])
        ),
        scores=row.scores,
        findings=tuple(
            Finding(**{**entry, "severity": Severity(entry["severity"])}) for entry in row.findings
        ),
        redacted_text="",
        policy=PolicyResult(**{**row.policy, "rules": tuple(row.policy["rules"])}),
        reason_code=row.reason_code,
    )

"""The statement of reasons as data: every field that docs/statement-of-reasons.md describes."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.moderation.domain.errors import NotFoundError
from services.moderation.domain.states import SubmissionState
from services.moderation.screening import statement as words
from services.moderation.store.contents import Content
from services.moderation.store.decisions import Decision, Outcome, standing_decision
from services.moderation.store.screenings import latest_screening
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.change import no_submission
from services.moderation.workflow.explain import rejection_of
from services.moderation.workflow.publications import GONE
from services.moderation.workflow.view import find
from shared.clock import rfc3339

_STANDS = {SubmissionState.REJECTED, SubmissionState.APPEALED}
_NOT_PUBLISHED = {
    "id": "Tidak diterbitkan di kanal resmi.",
    "en": "Not published on the official channels.",
}
_READ = {
    "id": "Petugas membaca kiriman ini dan menilainya sendiri.",
    "en": "A person read the post and judged it by themselves.",
}


def get_statement(app: Moderation, submission_id: str, *, source: str | None) -> dict[str, Any]:
    """Return the statement of reasons for the newest rejection that was not undone.

    Raises NotFoundError if there is none, and for another source's submission.
    """
    zone = ZoneInfo(app.settings.timezone)
    with app.database.reading() as session:
        submission = find(session, submission_id)
        if source is not None and submission.source != source:
            raise no_submission()
        decision = _newest_rejection(session, submission_id)
        screening = latest_screening(session, submission_id, decision.revision)
        rejection = rejection_of(decision, screening, zone)
        return {
            **_about(submission, decision),
            **_decision(submission, decision),
            **_ground(rejection),
            **_content(session, submission, rejection),
            **_facts(rejection),
            "application_date": _day(decision.decided_at, zone).isoformat(),
            "in_force": _in_force(session, submission, decision),
            "what_to_change": rejection.ground.change,
            "redress": {
                "appeal_until": rfc3339(until) if (until := decision.appeal_until) else None,
                "how": words.redress(rejection),
            },
            "statement": words.statement(rejection),
        }


def _newest_rejection(session: Session, submission_id: str) -> Decision:
    found = session.scalars(
        select(Decision)
        .where(
            Decision.submission_id == submission_id,
            Decision.outcome == Outcome.REJECT,
            Decision.undone_at.is_(None),
        )
        .order_by(Decision.id.desc())
        .limit(1),
    ).first()
    if found is None:
        raise _never_rejected()
    return found


def _never_rejected() -> NotFoundError:
    return NotFoundError(
        "This submission was not rejected, so there is no statement of reasons.",
        "Kiriman ini tidak ditolak, jadi tidak ada alasan keputusan.",
    )


def _about(submission: Submission, decision: Decision) -> dict[str, Any]:
    return {
        "puid": str(uuid.uuid5(uuid.UUID(submission.id), str(decision.id))),
        "submission": submission.id,
        "revision": decision.revision,
        "reason_code": decision.reason_code,
        "rules": decision.rules,
        "policy_sha256": decision.policy_sha256,
        "decided_at": rfc3339(decision.decided_at),
        "by": decision.by,
    }


def _decision(submission: Submission, decision: Decision) -> dict[str, Any]:
    removed = any(
        row.state in GONE and row.revision <= decision.revision for row in submission.publications
    )
    return {
        "decision_visibility": [
            "DECISION_VISIBILITY_CONTENT_REMOVED" if removed else "DECISION_VISIBILITY_OTHER"
        ],
        "decision_visibility_other": None if removed else _NOT_PUBLISHED,
    }


def _ground(rejection: words.Rejection) -> dict[str, Any]:
    ground = rejection.ground
    explanation = {key: f"{ground.what[key]} {ground.why[key]}" for key in words.LANGUAGES}
    return {
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": ground.rule,
        "incompatible_content_explanation": explanation,
        "incompatible_content_illegal": "No",
        "legal_basis": ground.law,
        "category": ground.category,
    }


def _content(
    session: Session, submission: Submission, rejection: words.Rejection
) -> dict[str, Any]:
    revision = session.get(Content, (submission.id, rejection.revision))
    written_at = revision.created_at if revision else submission.created_at
    return {
        "content_type": ["CONTENT_TYPE_TEXT"],
        "content_language": None if rejection.language == "und" else rejection.language,
        "content_date": _day(written_at, rejection.zone).isoformat(),
    }


def _facts(rejection: words.Rejection) -> dict[str, Any]:
    found = bool(rejection.facts)
    fully = "FULLY" if rejection.by_machine else "NOT_AUTOMATED"
    return {
        "decision_facts": words.facts_in_words(rejection) if found else _READ,
        "findings": list(_findings(rejection)),
        "source_type": "SOURCE_VOLUNTARY",
        "automated_detection": "Yes" if found or rejection.by_machine else "No",
        "automated_decision": f"AUTOMATED_DECISION_{fully}",
    }


def _findings(rejection: words.Rejection) -> Iterator[dict[str, Any]]:
    """Yield each kind of finding once, with how often it was made; no place and no word of it."""
    for first, count in rejection.kinds:
        yield {
            "category": first.category,
            "label": first.label,
            "severity": first.severity,
            "count": count,
            "checker": first.checker,
            "version": first.version,
            "reason": rejection.ground.in_words(first),
        }


def _in_force(session: Session, submission: Submission, decision: Decision) -> bool:
    standing = standing_decision(session, submission.id)
    return submission.state in _STANDS and standing is not None and standing.id == decision.id


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()

"""Submissions as answers show them (HTTP and command line)."""

import time
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, selectinload

from services.moderation.domain.errors import NotFoundError
from services.moderation.domain.screening import Screening
from services.moderation.domain.states import ShownState, SubmissionState, shown_state
from services.moderation.screening.reasons import approval_statement, statement
from services.moderation.screening.redaction import redact
from services.moderation.screening.result import as_json
from services.moderation.store.contents import load_words
from services.moderation.store.decisions import Decision, Outcome, standing_decision
from services.moderation.store.screenings import latest_screening
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.cursor import read_cursor, write_cursor
from services.moderation.workflow.state_filter import in_state
from shared.clock import rfc3339

_POLL_SECONDS = 0.02
_UNDECIDED = {SubmissionState.RECEIVED, SubmissionState.SCREENING}


def get_submission(app: Moderation, submission_id: str, *, source: str | None) -> dict[str, Any]:
    """Return one submission; another source's is not found. `source` None sees all."""
    with app.database.reading() as session:
        submission = find(session, submission_id)
        if source is not None and submission.source != source:
            raise _not_found()
        return submission_json(app, session, submission)


def find(session: Session, submission_id: str) -> Submission:
    """Return a submission with its publications. Raises NotFoundError."""
    query = select(Submission).options(selectinload(Submission.publications))
    found = session.scalars(query.where(Submission.id == submission_id)).first()
    if found is None:
        raise _not_found()
    return found


def list_submissions(
    app: Moderation,
    *,
    source: str | None,
    state: ShownState | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> dict[str, Any]:
    """Return a page, newest first. Raises InvalidFieldError for a bad cursor."""
    query = (
        select(Submission)
        .options(selectinload(Submission.publications))
        .order_by(Submission.created_at.desc(), Submission.id.desc())
        .limit(limit + 1)
    )
    if source is not None:
        query = query.where(Submission.source == source)
    if state is not None:
        query = query.where(in_state(state))
    if cursor is not None:
        created_at, last_id = read_cursor(cursor, (datetime, str))
        query = query.where(
            tuple_(Submission.created_at, Submission.id) < tuple_(created_at, last_id)
        )
    with app.database.reading() as session:
        rows = session.scalars(query).all()
        page = rows[:limit]
        more = len(rows) > limit
        return {
            "items": [submission_json(app, session, row) for row in page],
            "next_cursor": write_cursor(page[-1].created_at, page[-1].id) if more else None,
        }


def wait_decided(app: Moderation, submission_id: str, *, seconds: float) -> bool:
    """Wait until the machine has decided or given the post to a person; False after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        with app.database.reading() as session:
            state = session.scalar(select(Submission.state).where(Submission.id == submission_id))
        if state not in _UNDECIDED:
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(_POLL_SECONDS)


def submission_json(app: Moderation, session: Session, submission: Submission) -> dict[str, Any]:
    """Return the answer body for one submission, with its publications loaded."""
    answer: dict[str, Any] = {
        "id": submission.id,
        "source": submission.source,
        "external_id": submission.external_id,
        "channels": submission.channels,
        "created_at": rfc3339(submission.created_at),
        "state": shown_state(submission.state, [row.state for row in submission.publications]),
        "revision": submission.revision,
    }
    screening = latest_screening(session, submission.id, submission.revision)
    if screening is not None:
        answer["verdict"] = screening.verdict
        answer["screening"] = as_json(
            _with_redaction(app, session, submission, screening), submission.id
        )
    decision = standing_decision(session, submission.id)
    if decision is not None:
        answer["decision"] = decision_json(decision)
    answer["publications"] = [
        {"channel": row.channel, "state": row.state} | ({"url": row.url} if row.url else {})
        for row in submission.publications
    ]
    return answer


def decision_json(decision: Decision) -> dict[str, Any]:
    """Return a decision with its statement of reasons."""
    return {
        "outcome": decision.outcome,
        "by": decision.by,
        "reason_code": decision.reason_code,
        "statement": _statement(decision),
        "rules": decision.rules,
        "redacted": decision.redacted,
        "decided_at": rfc3339(decision.decided_at),
        "appeal_until": rfc3339(decision.appeal_until) if decision.appeal_until else None,
    }


def _statement(decision: Decision) -> dict[str, str]:
    if decision.outcome is Outcome.APPROVE:
        return approval_statement(redacted=decision.redacted)
    return statement(decision.reason_code or "")


def _with_redaction(
    app: Moderation,
    session: Session,
    submission: Submission,
    screening: Screening,
) -> Screening:
    """Fill in what is not stored, because it holds words."""
    words = load_words(session, app.cipher, submission.id, submission.revision)
    return replace(screening, redacted_text=redact(words.text, screening.findings))


def _not_found() -> NotFoundError:
    return NotFoundError("There is no submission with this id.")

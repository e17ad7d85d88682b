"""Submissions as answers show them (HTTP and command line)."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session, selectinload

from services.moderation.domain.states import ShownState, SubmissionState
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.answers import submission_json
from services.moderation.workflow.change import no_submission
from services.moderation.workflow.cursor import read_cursor, write_cursor
from services.moderation.workflow.related import Related, load_related
from services.moderation.workflow.state_filter import in_state

_POLL_SECONDS = 0.02
_UNDECIDED = {SubmissionState.RECEIVED, SubmissionState.SCREENING}


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer about one submission; `version` rises whenever the body changes."""

    version: int
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which submissions a list holds; None does not limit it. Instants are when they came in."""

    source: str | None = None
    state: ShownState | None = None
    external_id: str | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None

    def limit(self, query: Select[Submission]) -> Select[Submission]:
        """Add the conditions to a query."""
        if self.source is not None:
            query = query.where(Submission.source == self.source)
        if self.state is not None:
            query = query.where(in_state(self.state))
        if self.external_id is not None:
            query = query.where(Submission.external_id == self.external_id)
        if self.created_from is not None:
            query = query.where(Submission.created_at >= self.created_from)
        if self.created_before is not None:
            query = query.where(Submission.created_at < self.created_before)
        return query


def show_submission(app: Moderation, submission_id: str, *, source: str | None) -> Shown:
    """Return one submission; another source's is not found. `source` None sees all."""
    with app.database.reading() as session:
        submission = find(session, submission_id)
        if source is not None and submission.source != source:
            raise no_submission()
        body = submission_json(submission, load_related(app, session, [submission_id]))
        return Shown(submission.version, body)


def show_new(app: Moderation, submission: Submission) -> Shown:
    """Return a submission as it was stored a moment ago: nothing is known of it yet."""
    nothing = Related({}, {}, ZoneInfo(app.settings.timezone))
    return Shown(submission.version, submission_json(submission, nothing))


def show_each(app: Moderation, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the answer body for each of these submissions, by id."""
    query = select(Submission).options(selectinload(Submission.publications))
    with app.database.reading() as session:
        rows = session.scalars(query.where(Submission.id.in_(ids))).all()
        related = load_related(app, session, ids)
        return {row.id: submission_json(row, related) for row in rows}


def find(session: Session, submission_id: str) -> Submission:
    """Return a submission with its publications. Raises NotFoundError."""
    query = select(Submission).options(selectinload(Submission.publications))
    found = session.scalars(query.where(Submission.id == submission_id)).first()
    if found is None:
        raise no_submission()
    return found


def list_submissions(
    app: Moderation,
    chosen: Filter,
    *,
    limit: int = 50,
    cursor: str | None = None,
) -> dict[str, Any]:
    """Return a page, newest first. Raises InvalidFieldError for a bad cursor."""
    key = (Submission.created_at, Submission.id)
    query = chosen.limit(select(Submission).options(selectinload(Submission.publications)))
    query = query.order_by(*(column.desc() for column in key)).limit(limit + 1)
    if cursor is not None:
        query = query.where(tuple_(*key) < tuple_(*read_cursor(cursor, (datetime, str))))
    with app.database.reading() as session:
        rows = session.scalars(query).all()
        page = rows[:limit]
        related = load_related(app, session, [row.id for row in page])
        more = len(rows) > limit
        return {
            "items": [submission_json(row, related) for row in page],
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

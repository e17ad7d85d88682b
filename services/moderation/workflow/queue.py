"""What moderators see: the queue, one item in full, and recent decisions."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session, selectinload

from services.moderation.domain.screening import FLAGGED, Screening, Severity
from services.moderation.domain.states import SubmissionState, shown_state
from services.moderation.screening.redaction import redact
from services.moderation.store.contents import Words, load_words
from services.moderation.store.decisions import Decision, standing_decision
from services.moderation.store.screenings import latest_screening
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.cursor import read_cursor, write_cursor
from services.moderation.workflow.history import AuditEntry, history_of
from services.moderation.workflow.undo import undo_until
from services.moderation.workflow.view import find

WAITING = (SubmissionState.IN_REVIEW, SubmissionState.ESCALATED)
_DECIDED = (SubmissionState.APPROVED, SubmissionState.REJECTED)
_PREVIEW = 160
_BY_SEVERITY = list(Severity)


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of a list. `labels` are those of findings at or over the threshold."""

    id: str
    source: str
    channels: tuple[str, ...]
    created_at: datetime
    preview: str
    language: str
    labels: tuple[str, ...]
    severity: Severity | None
    version: int
    state: str
    decision: Decision | None
    can_undo_until: datetime | None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of a list; `total` counts the whole list, `oldest` is its oldest item's arrival."""

    items: tuple[QueueItem, ...]
    next_cursor: str | None
    total: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Item:
    """Everything a moderator sees of one submission; `screening.redacted_text` is filled in."""

    submission: Submission
    state: str
    words: Words
    screening: Screening | None
    decision: Decision | None
    history: tuple[AuditEntry, ...]
    can_undo_until: datetime | None


def list_queue(app: Moderation, *, limit: int = 50, cursor: str | None = None) -> QueuePage:
    """Return what waits for a person: by severity, then by age. Raises InvalidFieldError."""
    key = (Submission.priority, Submission.created_at, Submission.id)
    query = select(Submission).where(Submission.state.in_(WAITING)).order_by(*key).limit(limit + 1)
    if cursor is not None:
        query = query.where(tuple_(*key) > tuple_(*read_cursor(cursor, (int, datetime, str))))
    with app.database.reading() as session:
        rows = session.scalars(query.options(selectinload(Submission.publications))).all()
        total, oldest = _count(session, Submission.state.in_(WAITING))
        last = rows[limit - 1] if len(rows) > limit else None
        return QueuePage(
            items=tuple(_line(app, session, row) for row in rows[:limit]),
            next_cursor=write_cursor(last.priority, last.created_at, last.id) if last else None,
            total=total,
            oldest=oldest,
        )


def list_decided(app: Moderation, *, limit: int = 50, cursor: str | None = None) -> QueuePage:
    """Return what was decided, latest first. Raises InvalidFieldError."""
    key = (Submission.updated_at, Submission.id)
    query = (
        select(Submission)
        .where(Submission.state.in_(_DECIDED))
        .order_by(*(column.desc() for column in key))
        .limit(limit + 1)
    )
    if cursor is not None:
        query = query.where(tuple_(*key) < tuple_(*read_cursor(cursor, (datetime, str))))
    with app.database.reading() as session:
        rows = session.scalars(query.options(selectinload(Submission.publications))).all()
        total, oldest = _count(session, Submission.state.in_(_DECIDED))
        last = rows[limit - 1] if len(rows) > limit else None
        return QueuePage(
            items=tuple(_line(app, session, row) for row in rows[:limit]),
            next_cursor=write_cursor(last.updated_at, last.id) if last else None,
            total=total,
            oldest=oldest,
        )


def open_item(app: Moderation, submission_id: str) -> Item:
    """Return one submission in full. Raises NotFoundError."""
    with app.database.reading() as session:
        submission = find(session, submission_id)
        words = load_words(session, app.cipher, submission_id, submission.revision)
        screening = latest_screening(session, submission_id, submission.revision)
        decision = standing_decision(session, submission_id)
        return Item(
            submission=submission,
            state=_state(submission),
            words=words,
            screening=screening
            and replace(screening, redacted_text=redact(words.text, screening.findings)),
            decision=decision,
            history=history_of(session, submission_id),
            can_undo_until=undo_until(session, decision, app.database.now(session)),
        )


def _count(session: Session, condition: ColumnElement[bool]) -> tuple[int, datetime | None]:
    query = select(func.count(), func.min(Submission.created_at)).where(condition)
    total, oldest = session.execute(query).one()
    return total, oldest


def _line(app: Moderation, session: Session, submission: Submission) -> QueueItem:
    words = load_words(session, app.cipher, submission.id, submission.revision)
    screening = latest_screening(session, submission.id, submission.revision)
    flagged = [f for f in screening.findings if f.score >= FLAGGED] if screening else []
    decision = standing_decision(session, submission.id)
    return QueueItem(
        id=submission.id,
        source=submission.source,
        channels=tuple(submission.channels),
        created_at=submission.created_at,
        preview=words.text[:_PREVIEW],
        language=screening.language.code if screening else "und",
        labels=tuple(dict.fromkeys(finding.label for finding in flagged)),
        severity=max((f.severity for f in flagged), key=_BY_SEVERITY.index, default=None),
        version=submission.version,
        state=_state(submission),
        decision=decision,
        can_undo_until=undo_until(session, decision, app.database.now(session)),
    )


def _state(submission: Submission) -> str:
    return shown_state(submission.state, [row.state for row in submission.publications])

"""What moderators see: the queue, one item in full, and recent decisions."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, select, tuple_, union_all
from sqlalchemy.orm import selectinload

from services.moderation.domain.screening import Screening
from services.moderation.domain.states import SubmissionState
from services.moderation.screening.redaction import redact
from services.moderation.store.appeals import Appeal
from services.moderation.store.contents import Words, load_words
from services.moderation.store.decisions import DecidedBy, Decision, standing_decision
from services.moderation.store.screenings import latest_screening
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.appeal import ShownAppeal, shown_appeal
from services.moderation.workflow.cursor import read_cursor, write_cursor
from services.moderation.workflow.history import AuditEntry, history_of
from services.moderation.workflow.queue_item import (
    DECIDED,
    QueueItem,
    queue_items,
    state_of,
    still_undoable,
)
from services.moderation.workflow.view import find

WAITING = (SubmissionState.IN_REVIEW, SubmissionState.ESCALATED, SubmissionState.APPEALED)

_OPEN_APPEAL = and_(
    Submission.state == SubmissionState.APPEALED,
    Appeal.submission_id == Submission.id,
    Appeal.outcome_id.is_(None),
)
# Who appeals has waited since the appeal; everybody else since the post came in.
_WAITING_SINCE = func.coalesce(Appeal.created_at, Submission.created_at)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of a list; `total` counts the whole list.

    `oldest` is since when its oldest waits, None in a list where nothing waits.
    """

    items: tuple[QueueItem, ...]
    next_cursor: str | None
    total: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Item:
    """Everything a moderator sees of one submission; `screening.redacted_text` is filled in.

    `appeal` is the newest, open or decided.
    """

    submission: Submission
    state: str
    words: Words
    screening: Screening | None
    decision: Decision | None
    appeal: ShownAppeal | None
    history: tuple[AuditEntry, ...]
    can_undo_until: datetime | None


def list_queue(
    app: Moderation,
    *,
    appeals: bool = False,
    decidable_by: str | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> QueuePage:
    """Return what waits for a person: by priority, then by how long; `appeals` alone if wanted.

    `decidable_by` leaves out what that person may not decide. Raises InvalidFieldError for a
    cursor that no page gave.
    """
    key = (Submission.priority, _WAITING_SINCE, Submission.id)
    waits: ColumnElement[bool] = Submission.state.in_(
        [SubmissionState.APPEALED] if appeals else WAITING
    )
    if decidable_by is not None:
        waits = and_(waits, not_(_rejected_by(decidable_by)))
    query = select(Submission, _WAITING_SINCE).outerjoin(Appeal, _OPEN_APPEAL).where(waits)
    query = query.options(selectinload(Submission.publications)).order_by(*key).limit(limit + 1)
    if cursor is not None:
        query = query.where(tuple_(*key) > tuple_(*read_cursor(cursor, (int, datetime, str))))
    with app.database.reading() as session:
        rows = session.execute(query).all()
        total, oldest = session.execute(
            select(func.count(), func.min(_WAITING_SINCE))
            .select_from(Submission)
            .outerjoin(Appeal, _OPEN_APPEAL)
            .where(waits),
        ).one()
        last, since = rows[limit - 1] if len(rows) > limit else (None, None)
        return QueuePage(
            items=queue_items(app, session, [row for row, _ in rows[:limit]]),
            next_cursor=write_cursor(last.priority, since, last.id) if last and since else None,
            total=total,
            oldest=oldest,
        )


def _rejected_by(actor: str) -> ColumnElement[bool]:
    """Return the condition that an appeal is open against what `actor` rejected."""
    return exists().where(
        Decision.id == Appeal.decision_id,
        Decision.by == DecidedBy.PERSON,
        Decision.actor == actor,
    )


def count_appeals(app: Moderation) -> int:
    """Return how many appeals wait for a decision."""
    query = select(func.count()).where(Submission.state == SubmissionState.APPEALED)
    with app.database.reading() as session:
        return session.scalar(query) or 0


def list_decided(app: Moderation, *, limit: int = 50, cursor: str | None = None) -> QueuePage:
    """Return what was decided, latest first. Raises InvalidFieldError."""
    key = (Submission.updated_at, Submission.id)
    after = read_cursor(cursor, (datetime, str)) if cursor is not None else None
    newest_first = [column.desc() for column in key]

    def latest(state: SubmissionState) -> Select[str]:
        """Return the first of one state; of both states at once a database sorts all it has."""
        found = select(*key).where(Submission.state == state)
        found = found.where(tuple_(*key) < tuple_(*after)) if after is not None else found
        return select(found.order_by(*newest_first).limit(limit + 1).subquery().c.id)

    query = select(Submission).where(Submission.id.in_(union_all(*map(latest, DECIDED))))
    query = query.order_by(*newest_first).limit(limit + 1)
    with app.database.reading() as session:
        rows = session.scalars(query.options(selectinload(Submission.publications))).all()
        total = session.scalar(select(func.count()).where(Submission.state.in_(DECIDED)))
        last = rows[limit - 1] if len(rows) > limit else None
        return QueuePage(
            items=queue_items(app, session, rows[:limit]),
            next_cursor=write_cursor(last.updated_at, last.id) if last else None,
            total=total or 0,
            oldest=None,
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
            state=state_of(submission),
            words=words,
            screening=screening
            and replace(screening, redacted_text=redact(words.text, screening.findings)),
            decision=decision,
            appeal=shown_appeal(app, session, submission_id),
            history=history_of(session, submission_id),
            can_undo_until=still_undoable(app, session, submission, decision),
        )

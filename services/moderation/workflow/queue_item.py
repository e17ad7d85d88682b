"""Lines of the queue, and of the list of decisions: a page of them in a few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from services.moderation.domain.screening import FLAGGED, Screening, Severity
from services.moderation.domain.states import SubmissionState, shown_state
from services.moderation.store.contents import Words
from services.moderation.store.decisions import Decision
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.appeal import ShownAppeal, open_appeals
from services.moderation.workflow.related import decisions_of, screenings_of, words_of
from services.moderation.workflow.undo import undo_until

DECIDED = (SubmissionState.APPROVED, SubmissionState.REJECTED)
_PREVIEW = 160
_BY_SEVERITY = list(Severity)


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of a list. `labels` are those of findings at or over the threshold.

    `appeal` is the one that is open, if one is.
    """

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
    appeal: ShownAppeal | None
    can_undo_until: datetime | None


def queue_items(
    app: Moderation, session: Session, submissions: Sequence[Submission]
) -> tuple[QueueItem, ...]:
    """Return a line about each submission, with its publications loaded."""
    ids = [submission.id for submission in submissions]
    words, screenings = words_of(app, session, ids), screenings_of(session, ids)
    decisions = decisions_of(session, ids)
    appealed = [one.id for one in submissions if one.state is SubmissionState.APPEALED]
    appeals = open_appeals(app, session, appealed)
    return tuple(
        _line(
            submission,
            words[submission.id],
            screenings.get(submission.id),
            decision=decisions.get(submission.id),
            appeal=appeals.get(submission.id),
            can_undo_until=still_undoable(app, session, submission, decisions.get(submission.id)),
        )
        for submission in submissions
    )


def _line(  # noqa: PLR0913 - what a line is made of, by name
    submission: Submission,
    words: Words,
    screening: Screening | None,
    *,
    decision: Decision | None,
    appeal: ShownAppeal | None,
    can_undo_until: datetime | None,
) -> QueueItem:
    flagged = [f for f in screening.findings if f.score >= FLAGGED] if screening else []
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
        state=state_of(submission),
        decision=decision,
        appeal=appeal,
        can_undo_until=can_undo_until,
    )


def state_of(submission: Submission) -> str:
    """Return the state that moderators are shown."""
    return shown_state(submission.state, [row.state for row in submission.publications])


def still_undoable(
    app: Moderation, session: Session, submission: Submission, decision: Decision | None
) -> datetime | None:
    """Return until when the decision may be undone; one that is appealed against may not."""
    if submission.state not in DECIDED:
        return None
    return undo_until(session, decision, app.database.now(session))

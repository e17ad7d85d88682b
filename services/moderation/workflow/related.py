"""What is told of submissions beside their own rows, loaded for a whole page at once.

All of it is of each submission's current revision.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.moderation.domain.screening import Screening
from services.moderation.screening.redaction import redact
from services.moderation.store.contents import Content, Words
from services.moderation.store.decisions import Decision
from services.moderation.store.screenings import ScreeningRow, screening_of
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation


@dataclass(frozen=True, slots=True)
class Related:
    """How each submission was screened, and the decision in force.

    `redacted_text` of a screening is filled in. `zone` is what times are told in.
    """

    screenings: dict[str, Screening]
    decisions: dict[str, Decision]
    zone: ZoneInfo


def load_related(app: Moderation, session: Session, ids: Sequence[str]) -> Related:
    """Load what answers tell of these submissions, in one query for each kind."""
    screenings = screenings_of(session, ids)
    words = words_of(app, session, list(screenings))
    return Related(
        {one: _with_redaction(found, words[one]) for one, found in screenings.items()},
        decisions_of(session, ids),
        ZoneInfo(app.settings.timezone),
    )


def words_of(app: Moderation, session: Session, ids: Sequence[str]) -> dict[str, Words]:
    """Return the words of each submission."""
    rows = session.execute(
        select(Content.submission_id, Content.sealed)
        .join(Submission, _current(Content.submission_id, Content.revision))
        .where(Content.submission_id.in_(ids)),
    )
    return {submission_id: app.cipher.open(sealed) for submission_id, sealed in rows}


def screenings_of(session: Session, ids: Sequence[str]) -> dict[str, Screening]:
    """Return the newest result of screening of each submission that has one, without words."""
    rows = session.scalars(
        select(ScreeningRow)
        .join(Submission, _current(ScreeningRow.submission_id, ScreeningRow.revision))
        .where(ScreeningRow.submission_id.in_(ids))
        .order_by(ScreeningRow.id),
    )
    newest = {row.submission_id: row for row in rows}
    return {submission_id: screening_of(row) for submission_id, row in newest.items()}


def decisions_of(session: Session, ids: Sequence[str]) -> dict[str, Decision]:
    """Return the decision in force on each submission that has one."""
    rows = session.scalars(
        select(Decision)
        .join(Submission, _current(Decision.submission_id, Decision.revision))
        .where(Decision.submission_id.in_(ids), Decision.undone_at.is_(None))
        .order_by(Decision.id),
    )
    return {row.submission_id: row for row in rows}


def _current(
    submission_id: InstrumentedAttribute[str], revision: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    return and_(Submission.id == submission_id, Submission.revision == revision)


def _with_redaction(screening: Screening, words: Words) -> Screening:
    """Fill in what is not stored, because it holds words."""
    return replace(screening, redacted_text=redact(words.text, screening.findings))

"""One change of one submission, in one transaction: checked, counted, audited."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from services.moderation.domain.errors import NotFoundError
from services.moderation.domain.states import SubmissionState, check_move
from services.moderation.store.audit import record
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation

MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Change:
    """A submission that nobody else changes until the transaction ends, and who changes it."""

    app: Moderation
    session: Session
    submission: Submission
    now: datetime
    actor: str

    def move(self, to: SubmissionState, action: str, **facts: Any) -> None:  # noqa: ANN401 - JSON
        """Move to another state, the only way to do so; raises IllegalMoveError."""
        before = self.submission.state
        check_move(before, to)
        self.submission.state = to
        self.note(action, before=before, after=to, revision=self.submission.revision, **facts)

    def note(self, action: str, **facts: Any) -> None:  # noqa: ANN401 - JSON
        """Raise the version, and write who, when and what into the audit."""
        self.submission.version += 1
        self.submission.updated_at = self.now
        record(
            self.session,
            action,
            at=self.now,
            actor=self.actor,
            submission_id=self.submission.id,
            **facts,
        )

    def release_claim(self) -> None:
        """Take the submission out of the hands of any worker that screens it just now."""
        submission = self.submission
        submission.claimed_by = submission.lease_until = submission.next_attempt_at = None
        submission.attempts = 0


@contextmanager
def changing(app: Moderation, submission_id: str, *, actor: str) -> Iterator[Change]:
    """Open a transaction over one submission. Raises NotFoundError.

    SQLite's write transaction keeps others out by itself; PostgreSQL locks the row.
    """
    with app.database.writing() as session:
        submission = session.get(Submission, submission_id, with_for_update=True)
        if submission is None:
            raise no_submission()
        yield Change(app, session, submission, app.database.now(session), actor)


def check_source(change: Change, source: str | None) -> None:
    """Raise NotFoundError for another source's submission; `source` None may change all."""
    if source is not None and change.submission.source != source:
        raise no_submission()


def no_submission() -> NotFoundError:
    """Return what is raised for an id that is not there, or that the caller may not see."""
    return NotFoundError("There is no submission with this id.", "Tidak ada kiriman dengan id ini.")

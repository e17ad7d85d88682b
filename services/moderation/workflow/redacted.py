"""The masked revision of a submission: personal data hidden, screened as a new text."""

from dataclasses import dataclass, replace

from services.moderation.domain.errors import ConflictError, NotFoundError
from services.moderation.domain.screening import FLAGGED, PERSON_JUDGES, Screening
from services.moderation.screening.redaction import redact
from services.moderation.store.contents import Origin, Words, load_words
from services.moderation.store.screenings import latest_screening, store_screening
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.change import Change
from services.moderation.workflow.revision import add_revision
from services.moderation.workflow.screen import credit_is_clean


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its personal data masked, and what screening it again found."""

    words: Words
    screening: Screening


def mask(app: Moderation, submission_id: str) -> Masked:
    """Mask the personal data of the current revision. Raises NotFoundError, ConflictError.

    A credit line that is not clean is left out. The result is refused if any identifier shows.
    """
    with app.database.reading() as session:
        submission = session.get(Submission, submission_id)
        if submission is None:
            detail = "There is no submission with this id."
            raise NotFoundError(detail)
        words = load_words(session, app.cipher, submission_id, submission.revision)
        screening = latest_screening(session, submission_id, submission.revision)
    if screening is None:
        detail = "This item could not be screened, so nothing can be masked."
        raise ConflictError(detail)
    masked = replace(words, text=redact(words.text, screening.findings))
    again = app.screener.screen(masked.text)
    if _identifier_shows(again):
        detail = "Personal data would still show after masking. Reject it with a reason."
        raise ConflictError(detail)
    if not credit_is_clean(app, masked, again):
        masked = replace(masked, credit=None)
    return Masked(masked, again)


def add_masked_revision(change: Change, masked: Masked) -> None:
    """Make the masked text the submission's current revision."""
    add_revision(change, masked.words, Origin.REDACTION)
    store_screening(
        change.session,
        masked.screening,
        submission_id=change.submission.id,
        revision=change.submission.revision,
        at=change.now,
    )


def _identifier_shows(screening: Screening) -> bool:
    unknown = screening.scores["personal_data"] is None
    return unknown or any(
        finding.category == "personal_data"
        and finding.score >= FLAGGED
        and finding.label not in PERSON_JUDGES
        for finding in screening.findings
    )

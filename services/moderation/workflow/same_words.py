"""A new revision with the same words: the publisher acts on a revision once."""

from services.moderation.store.contents import Origin, load_words
from services.moderation.store.screenings import latest_screening, store_screening
from services.moderation.workflow.change import Change
from services.moderation.workflow.revision import add_revision


def add_same_revision(change: Change) -> None:
    """Make a copy of the current revision the submission's current one, with its screening."""
    submission, session = change.submission, change.session
    screening = latest_screening(session, submission.id, submission.revision)
    words = load_words(session, change.app.cipher, submission.id, submission.revision)
    add_revision(change, words, Origin.CORRECTION)
    if screening is not None:
        store_screening(
            session,
            screening,
            submission_id=submission.id,
            revision=submission.revision,
            at=change.now,
        )

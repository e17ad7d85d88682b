"""Add an immutable revision to a submission, and make it the current one."""

from services.moderation.store.contents import Content, Origin, Words, next_revision
from services.moderation.workflow.change import Change


def add_revision(change: Change, words: Words, origin: Origin) -> None:
    """Store `words` under a number that no revision has had; base is the current revision."""
    submission = change.submission
    base = submission.revision
    submission.revision = next_revision(change.session, submission.id)
    change.session.add(
        Content(
            submission_id=submission.id,
            revision=submission.revision,
            origin=origin,
            base_revision=base,
            sealed=change.app.cipher.seal(words),
            created_at=change.now,
        ),
    )

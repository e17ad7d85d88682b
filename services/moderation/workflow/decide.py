"""A person's decision: approve, approve redacted, or reject; for the version they have read."""

from datetime import timedelta

from services.moderation.domain.errors import InvalidFieldError
from services.moderation.domain.states import SubmissionState
from services.moderation.screening.reasons import REJECTION_REASONS
from services.moderation.store.contents import load_words, salted_digest
from services.moderation.store.decisions import DecidedBy, Outcome
from services.moderation.wiring import Moderation
from services.moderation.workflow.appeal import end_appeal
from services.moderation.workflow.deciding import deciding, new_decision
from services.moderation.workflow.notify import notify_decision
from services.moderation.workflow.publications import was_commanded
from services.moderation.workflow.publish import command_publish
from services.moderation.workflow.recall import take_back
from services.moderation.workflow.redacted import add_masked_revision, mask
from services.moderation.workflow.same_words import add_same_revision
from services.moderation.workflow.selection import Selection
from services.moderation.workflow.settle import APPEAL_TIME
from shared.clock import rfc3339
from shared.metrics import DECISIONS, from_zero

from_zero(DECISIONS, ["person"], Outcome)


def approve(  # noqa: PLR0913 - what is decided, by name
    app: Moderation,
    submission_id: str,
    *,
    actor: str,
    version: int,
    redacted: bool = False,
    selection: Selection | None = None,
) -> None:
    """Approve a held or appealed submission as it is, or with its personal data masked.

    `redacted` masks what the machine would, or what `selection` says. The masked text becomes a new
    revision, screened before it may leave. Raises NotFoundError, StaleError, InvalidFieldError,
    ConflictError (IdentifierShowsError, OtherPersonNeededError for an appeal).
    """
    # Screening takes its time, so it is done before the transaction; the version check inside
    # makes sure that it was the text that is decided on.
    masked = mask(app, submission_id, selection) if redacted else None
    changed = masked is not None and masked.changed
    with deciding(app, submission_id, actor=actor, version=version) as change:
        appealed = change.submission.state is SubmissionState.APPEALED
        decision = new_decision(change, Outcome.APPROVE)
        if masked is not None:
            add_masked_revision(change, masked)
        elif was_commanded(change):
            add_same_revision(change)
        submission = change.submission
        decision.revision, decision.redacted = submission.revision, changed
        words = load_words(change.session, app.cipher, submission.id, submission.revision)
        salt, digest = salted_digest(words.text, words.credit)
        undone_by = change.now + timedelta(seconds=app.settings.undo_seconds)
        not_before = max(undone_by, submission.scheduled_at or undone_by)
        change.move(
            SubmissionState.APPROVED,
            "approved",
            policy=decision.policy_sha256,
            redacted=changed,
            appeal=appealed,
            not_before=rfc3339(not_before),
            salt=salt,
            digest=digest,
            **({"masks": masked.facts} if masked is not None else {}),
        )
        decision.command_id = command_publish(
            change,
            words,
            by=DecidedBy.PERSON,
            policy_sha256=decision.policy_sha256,
            not_before=not_before,
        )
        change.session.add(decision)
        if appealed:
            end_appeal(change, decision)
        notify_decision(change, decision, on_appeal=appealed)
    DECISIONS.labels(by="person", outcome="approve").inc()
    app.outbox_bell.ring()


def reject(
    app: Moderation,
    submission_id: str,
    *,
    actor: str,
    version: int,
    reason_code: str,
) -> None:
    """Reject a held or appealed submission for one of REJECTION_REASONS; after an appeal, finally.

    An older revision that stands on a channel is recalled with it. Raises NotFoundError,
    StaleError, ConflictError (OtherPersonNeededError for an appeal), InvalidFieldError.
    """
    if reason_code not in REJECTION_REASONS:
        detail = f"Choose one of: {', '.join(REJECTION_REASONS)}."
        msg = "/reason_code"
        raise InvalidFieldError(msg, detail)
    with deciding(app, submission_id, actor=actor, version=version) as change:
        appealed = change.submission.state is SubmissionState.APPEALED
        decision = new_decision(change, Outcome.REJECT)
        decision.reason_code = reason_code
        decision.appeal_until = None if appealed else change.now + APPEAL_TIME
        change.session.add(decision)
        if appealed:
            end_appeal(change, decision)
        change.move(
            SubmissionState.REJECTED,
            "rejected",
            policy=decision.policy_sha256,
            reason=reason_code,
            appeal=appealed,
        )
        take_back(change)
        notify_decision(change, decision, on_appeal=appealed)
    DECISIONS.labels(by="person", outcome="reject").inc()
    app.outbox_bell.ring()

"""A person's decision: approve, approve redacted, or reject; for the version they have read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from services.moderation.domain.errors import ConflictError, InvalidFieldError, StaleError
from services.moderation.domain.states import SubmissionState
from services.moderation.screening.reasons import REJECTION_REASONS
from services.moderation.store.contents import load_words, salted_digest
from services.moderation.store.decisions import DecidedBy, Decision, Outcome
from services.moderation.store.screenings import latest_screening
from services.moderation.wiring import Moderation
from services.moderation.workflow.change import Change, changing
from services.moderation.workflow.publish import command_publish
from services.moderation.workflow.redacted import add_masked_revision, mask
from services.moderation.workflow.settle import APPEAL_TIME
from shared.metrics import DECISIONS, from_zero

from_zero(DECISIONS, ["person"], Outcome)

_OPEN = {SubmissionState.IN_REVIEW, SubmissionState.ESCALATED}


def approve(
    app: Moderation,
    submission_id: str,
    *,
    actor: str,
    version: int,
    redacted: bool = False,
) -> None:
    """Approve a held submission as it is, or with its personal data masked.

    The masked text becomes a new revision, screened before it may leave. Raises NotFoundError,
    StaleError, ConflictError.
    """
    # Screening takes its time, so it is done before the transaction; the version check inside
    # makes sure that it was the text that is decided on.
    masked = mask(app, submission_id) if redacted else None
    with _deciding(app, submission_id, actor=actor, version=version) as change:
        decision = _decision(change, Outcome.APPROVE)
        if masked is not None:
            add_masked_revision(change, masked)
        submission = change.submission
        decision.revision, decision.redacted = submission.revision, redacted
        words = load_words(change.session, app.cipher, submission.id, submission.revision)
        salt, digest = salted_digest(words.text, words.credit)
        change.move(
            SubmissionState.APPROVED,
            "approved",
            policy=decision.policy_sha256,
            redacted=redacted,
            salt=salt,
            digest=digest,
        )
        not_before = change.now + timedelta(seconds=app.settings.undo_seconds)
        decision.command_id = command_publish(
            change,
            words,
            by=DecidedBy.PERSON,
            policy_sha256=decision.policy_sha256,
            not_before=max(not_before, submission.scheduled_at or not_before),
        )
        change.session.add(decision)
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
    """Reject a held submission for one of REJECTION_REASONS.

    Raises NotFoundError, StaleError, ConflictError, InvalidFieldError.
    """
    if reason_code not in REJECTION_REASONS:
        detail = f"Choose one of: {', '.join(REJECTION_REASONS)}."
        msg = "/reason_code"
        raise InvalidFieldError(msg, detail)
    with _deciding(app, submission_id, actor=actor, version=version) as change:
        decision = _decision(change, Outcome.REJECT)
        decision.reason_code = reason_code
        decision.appeal_until = change.now + APPEAL_TIME
        change.session.add(decision)
        change.move(
            SubmissionState.REJECTED,
            "rejected",
            policy=decision.policy_sha256,
            reason=reason_code,
        )
    DECISIONS.labels(by="person", outcome="reject").inc()


@contextmanager
def _deciding(
    app: Moderation,
    submission_id: str,
    *,
    actor: str,
    version: int,
) -> Iterator[Change]:
    with changing(app, submission_id, actor=actor) as change:
        if change.submission.version != version:
            detail = "Somebody else has changed this item since you opened it. Look at it again."
            raise StaleError(detail)
        if change.submission.state not in _OPEN:
            detail = f"This item is {change.submission.state}; only a held item can be decided."
            raise ConflictError(detail)
        yield change


def _decision(change: Change, outcome: Outcome) -> Decision:
    submission = change.submission
    screening = latest_screening(change.session, submission.id, submission.revision)
    policy = screening.policy if screening else None
    return Decision(
        submission_id=submission.id,
        revision=submission.revision,
        base_revision=submission.revision,
        outcome=outcome,
        by=DecidedBy.PERSON,
        actor=change.actor,
        rules=list(policy.rules) if policy else [],
        policy_sha256=policy.sha256 if policy else change.app.screener.policy.sha256,
        redacted=False,
        decided_at=change.now,
        undo_until=change.now + timedelta(seconds=change.app.settings.undo_seconds),
    )

"""Act on the verdict of a screening: approve and command, hold for a person, or reject."""

from datetime import timedelta

from sqlalchemy import select

from services.moderation.domain.screening import FLAGGED, Finding, Screening, Severity, Verdict
from services.moderation.domain.states import SubmissionState
from services.moderation.store.contents import Words, salted_digest
from services.moderation.store.decisions import DecidedBy, Decision, Outcome
from services.moderation.store.screenings import store_screening
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.change import MACHINE, Change
from services.moderation.workflow.claim import Claim, holds
from services.moderation.workflow.notify import notify_decision
from services.moderation.workflow.publish import command_publish
from services.moderation.workflow.recall import take_back, was_recalled
from shared.clock import rfc3339
from shared.metrics import DECISIONS, from_zero

from_zero(DECISIONS, ["machine"], Verdict)

APPEAL_TIME = timedelta(days=30)
_RANK = {Severity.CRITICAL: 1, Severity.HIGH: 2, Severity.MEDIUM: 3, Severity.LOW: 4}


def settle(app: Moderation, held: Claim, result: Screening, words: Words) -> None:
    """Store the result and act on its verdict, if the claim still stands."""
    outcome = Verdict.REVIEW
    if result.complete:
        outcome = result.verdict
    with app.database.writing() as session:
        submission = session.scalars(
            select(Submission).where(holds(held)).with_for_update()
        ).first()
        if submission is None:
            return  # The lease ran out and another worker has it, or it was withdrawn.
        change = Change(app, session, submission, app.database.now(session), MACHINE)
        if outcome is Verdict.APPROVE and was_recalled(session, submission.id):
            outcome = Verdict.REVIEW  # What was taken back is not published again by a machine.
        _end_claim(submission)
        submission.priority = priority(result.findings)
        store_screening(
            session,
            result,
            submission_id=submission.id,
            revision=submission.revision,
            at=change.now,
        )
        if outcome is Verdict.APPROVE:
            _approve(change, result, words)
        elif outcome is Verdict.REJECT:
            _reject(change, result)
        else:
            rules = list(result.policy.rules)
            change.move(SubmissionState.IN_REVIEW, "held_for_review", rules=rules)
    DECISIONS.labels(by="machine", outcome=outcome).inc()
    app.outbox_bell.ring()


def give_to_person(app: Moderation, held: Claim) -> None:
    """Put a submission that could not be screened before a person, if the claim still stands."""
    with app.database.writing() as session:
        submission = session.scalars(
            select(Submission).where(holds(held)).with_for_update()
        ).first()
        if submission is None:
            return
        change = Change(app, session, submission, app.database.now(session), MACHINE)
        _end_claim(submission)
        submission.priority = priority(())
        change.move(SubmissionState.IN_REVIEW, "screening_gave_no_result", attempts=held.attempts)
    DECISIONS.labels(by="machine", outcome=Verdict.REVIEW).inc()


def priority(findings: tuple[Finding, ...]) -> int:
    """Return the place in the queue, smallest first: safety, then severity; unknown is high."""
    if any(finding.category == "safety" for finding in findings):
        return 0
    worst = [_RANK[finding.severity] for finding in findings if finding.score >= FLAGGED]
    return min(worst, default=_RANK[Severity.HIGH])


def _end_claim(submission: Submission) -> None:
    submission.claimed_by = submission.lease_until = submission.next_attempt_at = None


def _approve(change: Change, result: Screening, words: Words) -> None:
    salt, digest = salted_digest(words.text, words.credit)
    not_before = max(change.now, change.submission.scheduled_at or change.now)
    change.move(
        SubmissionState.APPROVED,
        "approved",
        policy=result.policy.sha256,
        rules=list(result.policy.rules),
        not_before=rfc3339(not_before),
        salt=salt,
        digest=digest,
    )
    decision = _decision(change, result, Outcome.APPROVE)
    decision.command_id = command_publish(
        change,
        words,
        by=DecidedBy.MACHINE,
        policy_sha256=result.policy.sha256,
        not_before=not_before,
    )
    change.session.add(decision)
    notify_decision(change, decision)


def _reject(change: Change, result: Screening) -> None:
    change.move(
        SubmissionState.REJECTED,
        "rejected",
        policy=result.policy.sha256,
        rules=list(result.policy.rules),
        reason=result.reason_code,
    )
    decision = _decision(change, result, Outcome.REJECT)
    decision.reason_code = result.reason_code
    decision.appeal_until = change.now + APPEAL_TIME
    change.session.add(decision)
    take_back(change)  # An older revision may stand on a channel.
    notify_decision(change, decision)


def _decision(change: Change, result: Screening, outcome: Outcome) -> Decision:
    return Decision(
        submission_id=change.submission.id,
        revision=change.submission.revision,
        base_revision=change.submission.revision,
        outcome=outcome,
        by=DecidedBy.MACHINE,
        actor=MACHINE,
        rules=list(result.policy.rules),
        policy_sha256=result.policy.sha256,
        redacted=False,
        decided_at=change.now,
    )

"""What every decision of a person begins with: that it may be made, and by whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from services.moderation.domain.errors import ConflictError, StaleError
from services.moderation.domain.states import SubmissionState
from services.moderation.store.decisions import DecidedBy, Decision, Outcome
from services.moderation.store.screenings import latest_screening
from services.moderation.wiring import Moderation
from services.moderation.workflow.appeal import check_other_person
from services.moderation.workflow.change import Change, changing

_OPEN = {SubmissionState.IN_REVIEW, SubmissionState.ESCALATED, SubmissionState.APPEALED}


@contextmanager
def deciding(
    app: Moderation,
    submission_id: str,
    *,
    actor: str,
    version: int,
) -> Iterator[Change]:
    """Open a transaction in which `actor` may decide on the version that they have read.

    Raises NotFoundError, StaleError, ConflictError (OtherPersonNeededError for an appeal).
    """
    with changing(app, submission_id, actor=actor) as change:
        if change.submission.version != version:
            raise _stale()
        if change.submission.state not in _OPEN:
            raise _not_open(change.submission.state)
        if change.submission.state is SubmissionState.APPEALED:
            check_other_person(change)
        yield change


def new_decision(change: Change, outcome: Outcome) -> Decision:
    """Return a person's decision on the current revision, not stored yet."""
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


def _stale() -> StaleError:
    return StaleError(
        "Somebody else has changed this item since you opened it. Look at it again.",
        "Kiriman ini sudah diubah orang lain sejak Anda membukanya. Periksa lagi.",
    )


def _not_open(state: SubmissionState) -> ConflictError:
    return ConflictError(
        f"This item is {state}; only one that is held or appealed can be decided.",
        f"Kiriman ini berstatus {state}; hanya yang ditahan atau diajukan keberatan yang dapat"
        " diputuskan.",
    )

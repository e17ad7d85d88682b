"""What a citizen is told of a decision."""

from zoneinfo import ZoneInfo

from services.moderation.domain.screening import Screening
from services.moderation.screening.reasons import Sentences, approval_statement
from services.moderation.screening.statement import Rejection, statement
from services.moderation.store.decisions import DecidedBy, Decision, Outcome


def explained(decision: Decision, screening: Screening | None, zone: ZoneInfo) -> Sentences:
    """Return the statement that goes with a decision; `screening` is of the revision decided on."""
    if decision.outcome is Outcome.APPROVE:
        return approval_statement(redacted=decision.redacted)
    return statement(rejection_of(decision, screening, zone))


def rejection_of(decision: Decision, screening: Screening | None, zone: ZoneInfo) -> Rejection:
    """Return what is told of a decision to reject."""
    return Rejection(
        reason_code=decision.reason_code or "",
        revision=decision.revision,
        language=screening.language.code if screening else "und",
        by_machine=decision.by is DecidedBy.MACHINE,
        decided_at=decision.decided_at,
        appeal_until=decision.appeal_until,
        findings=screening.findings if screening else (),
        zone=zone,
    )

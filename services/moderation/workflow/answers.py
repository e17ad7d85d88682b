"""The body of an answer about a submission, as HTTP and callbacks tell it."""

from typing import Any
from zoneinfo import ZoneInfo

from services.moderation.domain.screening import Screening
from services.moderation.domain.states import shown_state
from services.moderation.screening.result import as_json
from services.moderation.store.decisions import Decision
from services.moderation.store.submissions import Submission
from services.moderation.workflow.explain import explained
from services.moderation.workflow.related import Related
from shared.clock import rfc3339


def submission_json(submission: Submission, related: Related) -> dict[str, Any]:
    """Return the answer body for one submission, with its publications loaded."""
    answer: dict[str, Any] = {
        "id": submission.id,
        "source": submission.source,
        "external_id": submission.external_id,
        "channels": submission.channels,
        "created_at": rfc3339(submission.created_at),
        "state": shown_state(submission.state, [row.state for row in submission.publications]),
        "revision": submission.revision,
    }
    screening = related.screenings.get(submission.id)
    if screening is not None:
        answer["verdict"] = screening.verdict
        answer["screening"] = as_json(screening, submission.id)
    decision = related.decisions.get(submission.id)
    if decision is not None:
        answer["decision"] = decision_json(decision, screening, related.zone)
    answer["publications"] = [
        {"channel": row.channel, "state": row.state} | ({"url": row.url} if row.url else {})
        for row in submission.publications
    ]
    return answer


def decision_json(
    decision: Decision, screening: Screening | None, zone: ZoneInfo
) -> dict[str, Any]:
    """Return a decision with its statement of reasons; `screening` is what it was made on."""
    return {
        "outcome": decision.outcome,
        "by": decision.by,
        "reason_code": decision.reason_code,
        "statement": explained(decision, screening, zone),
        "rules": decision.rules,
        "redacted": decision.redacted,
        "decided_at": rfc3339(decision.decided_at),
        "appeal_until": rfc3339(decision.appeal_until) if decision.appeal_until else None,
    }

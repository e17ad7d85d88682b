"""The result of screening as JSON: the same object in HTTP, on the command line and the console."""

from typing import Any

from services.moderation.domain.screening import SCORES, Finding, Screening
from services.moderation.screening.reasons import finding_reason


def as_json(screening: Screening, item_id: str | None = None) -> dict[str, Any]:
    """Return `screening` as a JSON object; `id` stands first where there is one."""
    language, policy = screening.language, screening.policy
    body = {
        "verdict": screening.verdict.value,
        "complete": screening.complete,
        "failures": [
            {"checker": failure.checker, "kind": failure.kind.value}
            for failure in screening.failures
        ],
        "language": {
            "code": language.code,
            "confidence": language.confidence,
            "mixed": list(language.mixed),
        },
        "scores": {name: screening.scores[name] for name in SCORES},
        "findings": [_finding(finding) for finding in screening.findings],
        "redacted_text": screening.redacted_text,
        "policy": {
            "name": policy.name,
            "version": policy.version,
            "sha256": policy.sha256,
            "rules": list(policy.rules),
        },
    }
    return body if item_id is None else {"id": item_id, **body}


def unusable(problem: str, item_id: str | None = None) -> dict[str, Any]:
    """Return the result of an item that could not be screened, with its `problem` in a sentence."""
    body = {
        "verdict": "review",
        "complete": False,
        "failures": [],
        "language": {"code": "und", "confidence": 0.0, "mixed": []},
        "scores": dict.fromkeys(SCORES),
        "findings": [],
        "redacted_text": "",
        "policy": None,
        "problem": problem,
    }
    return body if item_id is None else {"id": item_id, **body}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "category": finding.category,
        "label": finding.label,
        "start": finding.start,
        "end": finding.end,
        "score": finding.score,
        "severity": finding.severity.value,
        "pdp": finding.pdp,
        "checker": finding.checker,
        "version": finding.version,
        "reason": finding_reason(finding),
    }

"""The policy: rules that turn what was found into a verdict, the strictest of those that match."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.moderation.domain.screening import (
    FLAGGED,
    Failure,
    Finding,
    Language,
    PolicyResult,
    Severity,
    Verdict,
)
from services.moderation.screening.language import is_uncovered
from services.moderation.screening.policy_file import read_policy_file
from services.moderation.screening.policy_schema import Condition, PolicyFile, Rule

DEFAULT_APPROVE = "default-approve"
DEFAULT_REVIEW = "default-review"

_STRICTNESS = tuple(Verdict)
_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a policy decides on; a score is None when its checker gave none."""

    language: Language
    scores: Mapping[str, float | None]
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...]

    @property
    def is_complete(self) -> bool:
        """Tell whether every checker answered."""
        return not self.failures and None not in self.scores.values()

    @property
    def is_about_safety(self) -> bool:
        """Tell whether somebody may be in danger: such a post is answered by a person."""
        return any(one.category == "safety" and one.score >= FLAGGED for one in self.findings)


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, the rules that led to it, and for a rejection its reason."""

    verdict: Verdict
    policy: PolicyResult
    reason_code: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy, and the SHA-256 of the file it was read from."""

    content: PolicyFile
    sha256: str

    def decide(self, evidence: Evidence) -> Decision:
        """Return the strictest outcome of the rules that match.

        Whatever the rules say, nothing is approved that is incomplete, or that has a score of 0.5
        or more which no matching `approve` rule waives by name; and the machine rejects nothing
        that is incomplete or about somebody's safety.
        """
        matching = [rule for rule in self.content.rules if _matches(rule, evidence)]
        outcomes = {rule.outcome for rule in matching}
        rules = [rule.id for rule in matching]
        verdict = max(outcomes, key=_STRICTNESS.index, default=Verdict.APPROVE)
        if verdict is Verdict.APPROVE and not _is_quiet(evidence, matching):
            verdict = Verdict.REVIEW
            rules.append(DEFAULT_REVIEW)
        if verdict is Verdict.REJECT and not (
            evidence.is_complete and not evidence.is_about_safety
        ):
            verdict = Verdict.REVIEW
        reasons = (rule.reason_code for rule in matching if rule.reason_code)
        policy = PolicyResult(
            self.content.name, self.content.version, self.sha256, tuple(rules or [DEFAULT_APPROVE])
        )
        return Decision(verdict, policy, next(reasons) if verdict is Verdict.REJECT else None)


def load_policy(path: Path | None = None) -> Policy:
    """Read the policy at `path`, else the one of the release. Raise PolicyError."""
    return Policy(*read_policy_file(path))


def _is_quiet(evidence: Evidence, matching: list[Rule]) -> bool:
    """Tell whether nothing speaks against approving."""
    waived = {rule.when.score for rule in matching if rule.outcome is Verdict.APPROVE}
    return evidence.is_complete and all(
        score is not None and (score < FLAGGED or name in waived)
        for name, score in evidence.scores.items()
    )


def _matches(rule: Rule, evidence: Evidence) -> bool:
    when = rule.when
    if when.score:
        score = evidence.scores.get(when.score)
        # A missing score is above every threshold, for good or ill never in the text's favour.
        return rule.outcome is not Verdict.APPROVE if score is None else _is_within(when, score)
    if when.language:
        return is_uncovered(evidence.language)
    if when.failure:
        return any(when.failure in {"any", failure.checker} for failure in evidence.failures)
    return any(_is_about(when, finding) for finding in evidence.findings)


def _is_about(when: Condition, finding: Finding) -> bool:
    return (
        when.category in {None, finding.category}
        and when.label in {None, finding.label}
        and (
            when.severity is None
            or _SEVERITIES.index(finding.severity) >= _SEVERITIES.index(when.severity)
        )
        and _is_within(when, finding.score)
    )


def _is_within(when: Condition, score: float) -> bool:
    return when.at_least <= score and (when.below is None or score < when.below)

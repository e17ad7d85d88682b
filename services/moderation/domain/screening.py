"""The result of screening: language, scores, findings, and what the policy made of them."""

from dataclasses import dataclass, field
from enum import StrEnum

FLAGGED = 0.5
"""Every score is a calibrated probability; this is the review threshold of each."""


class Verdict(StrEnum):
    """What the policy makes of a text, from mild to strict."""

    APPROVE = "approve"
    REVIEW = "review"
    REJECT = "reject"


class Severity(StrEnum):
    """How much harm a finding can do if it is published."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class FailureKind(StrEnum):
    """Why a checker gave no score."""

    ERROR = "error"
    TIMEOUT = "timeout"
    MISSING = "missing"


TOXICITY_SCORES = (
    "toxicity",
    "severe_toxicity",
    "obscene",
    "identity_attack",
    "insult",
    "threat",
    "sexual_explicit",
)
"""Detoxify's labels."""

SCORES = (*TOXICITY_SCORES, "misinformation", "spam", "personal_data")
"""Every key of a result's `scores`."""

PERSON_JUDGES = frozenset({"HEALTH", "CHILD", "CRIMINAL_RECORD", "FINANCE"})
"""Personal-data labels that are never masked by the machine: a person judges those."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a checker saw; holds no word of the text.

    `start` and `end` count Unicode code points of the text as submitted, end exclusive; both are
    None for a finding about the whole text (never for personal data). `score` is in 0..1.
    `reason_code` with `reason_params` (non-identifying) is rendered by `screening.reasons`.
    """

    category: str
    label: str
    start: int | None
    end: int | None
    score: float
    severity: Severity
    checker: str
    version: str
    reason_code: str
    reason_params: dict[str, str] = field(default_factory=dict)
    pdp: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A checker that gave no result; its scores are null."""

    checker: str
    kind: FailureKind


@dataclass(frozen=True, slots=True)
class Language:
    """Language of a text as BCP 47 (`und` when too short or unsure), and what is mixed in."""

    code: str
    confidence: float
    mixed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """Which policy decided, and by which of its rules."""

    name: str
    version: str
    sha256: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """What screening found in one text, and the verdict.

    `scores` has every key of SCORES; a value is None when its checker failed or is off.
    `reason_code` names the reason of a rejection (see `screening.reasons`), else None.
    `redacted_text` equals the text when nothing is masked.
    """

    verdict: Verdict
    complete: bool
    failures: tuple[Failure, ...]
    language: Language
    scores: dict[str, float | None]
    findings: tuple[Finding, ...]
    redacted_text: str
    policy: PolicyResult
    reason_code: str | None = None

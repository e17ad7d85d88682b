"""What a recogniser of personal data found in a folded text."""

from dataclasses import dataclass, field

from services.moderation.domain.screening import Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """A span of the folded text, end exclusive; `params` are non-identifying (see reasons)."""

    label: str
    start: int
    end: int
    score: float
    severity: Severity
    reason_code: str
    params: dict[str, str] = field(default_factory=dict)

"""What a recogniser of personal data found in a text as a checker reads it."""

from dataclasses import dataclass, field

from services.moderation.domain.screening import Severity

BLANK = "\x00"
"""Stands for characters that are claimed: no text as it is seen holds it."""

NOBODYS = "NOBODYS"
"""Label of what is no one's: a file's number, an office's telephone. It is claimed, never told."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A span of the text, end exclusive; `params` are non-identifying (see reason_words)."""

    label: str
    start: int
    end: int
    score: float
    severity: Severity
    reason_code: str
    params: dict[str, str] = field(default_factory=dict)


def nobodys(start: int, end: int) -> Hit:
    """Return a claim on a span that is nobody's personal data."""
    return Hit(NOBODYS, start, end, 0.0, Severity.LOW, "nobodys")

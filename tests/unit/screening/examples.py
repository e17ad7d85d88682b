"""Sentences and screening parts that several tests use."""

from dataclasses import dataclass, field

from services.moderation.domain.screening import SCORES, Finding, Severity
from services.moderation.screening.checker import Passage, Result

NIK = "3404011203850001"


@dataclass
class Steady:
    """A checker that answers what it was told to."""

    name: str = "steady"
    scores: frozenset[str] = frozenset({"spam"})
    result: Result = field(default_factory=lambda: Result({"spam": 0.0}))
    version: str = "1"

    def check(self, passage: Passage) -> Result:
        del passage
        return self.result


OTHERS = Steady(
    "others", frozenset(SCORES) - {"spam"}, Result(dict.fromkeys(set(SCORES) - {"spam"}, 0.0))
)
"""A checker of all the scores that a test's own checker does not give."""


def personal(start: int, end: int, label: str = "ID_NIK", score: float = 0.99) -> Finding:
    """Return a finding of personal data."""
    return finding("personal_data", label, start=start, end=end, score=score)


def finding(  # noqa: PLR0913 (the fields that tests vary)
    category: str,
    label: str,
    *,
    start: int | None = None,
    end: int | None = None,
    score: float = 0.9,
    severity: Severity = Severity.HIGH,
) -> Finding:
    """Return a finding; what is not said is ordinary."""
    return Finding(category, label, start, end, score, severity, "test", "1", "nik")

"""What the checker of personal data flags in a text."""

from services.moderation.domain.screening import FLAGGED
from services.moderation.screening.checker import Passage
from services.moderation.screening.personal.checker import PersonalDataChecker

CHECKER = PersonalDataChecker()


def found(text: str) -> list[tuple[str, str]]:
    """Return label and words of each finding of 0.5 or more, in text order."""
    findings = CHECKER.check(Passage(text)).findings
    return [(one.label, text[one.start : one.end]) for one in findings if one.score >= FLAGGED]


def score(text: str) -> float:
    """Return the score of the surest finding; 0.0 without any."""
    return max((one.score for one in CHECKER.check(Passage(text)).findings), default=0.0)

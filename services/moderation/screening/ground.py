"""What a rejection rests on, and which findings speak for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.moderation.domain.screening import FLAGGED, Finding
from services.moderation.screening.reasons import Sentences, finding_reason


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground. `found` are the labels of findings that speak for it; `law` may be None.

    `category` is the one of the DSA Transparency Database that comes nearest. `worded` are words
    for findings, by their reason code, whose own say more than this ground does.
    """

    what: Sentences
    rule: Sentences
    why: Sentences
    change: Sentences
    law: Sentences | None
    category: str
    found: frozenset[str] = frozenset()
    worded: Mapping[str, Sentences] = field(default_factory=dict)

    def rests_on(self, finding: Finding) -> bool:
        """Return whether `finding` is sure enough and speaks for this ground."""
        return finding.label in self.found and finding.score >= FLAGGED

    def in_words(self, finding: Finding) -> Sentences:
        """Return what is told of a finding under this ground; holds nothing of the text."""
        return self.worded.get(finding.reason_code) or finding_reason(finding)

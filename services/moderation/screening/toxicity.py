"""Toxicity by the encoder, with heads over character n-grams blended in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from services.moderation.domain.screening import FLAGGED, TOXICITY_SCORES, Finding, Severity
from services.moderation.screening.checker import Passage, Result
from services.moderation.screening.detoxify_engine import DetoxifyEngine
from services.moderation.screening.encoder import Encoder
from services.moderation.screening.explanation import explain
from services.moderation.screening.joined import calibrated, probabilities

NAME = "toxicity"
SCORES = frozenset(TOXICITY_SCORES)

_SEVERITY = {
    "toxicity": Severity.MEDIUM,
    "insult": Severity.MEDIUM,
    "obscene": Severity.LOW,
    "sexual_explicit": Severity.MEDIUM,
}


@dataclass(frozen=True, slots=True)
class Beside:
    """Detoxify's model, and how much of each score is its own, by language."""

    engine: DetoxifyEngine
    share: Callable[[str], float]

    @property
    def version(self) -> str:
        """Version of its model."""
        return self.engine.version

    def joined(self, own: Mapping[str, float], text: str, language: str) -> dict[str, float]:
        """Return the scores, each from both models; what it does not know stays ours."""
        share = self.share(language)
        if share == 0:
            return dict(own)
        found = self.engine.probabilities(text)
        return {
            name: (1 - share) * score + share * found.get(name, score)
            for name, score in own.items()
        }


class ToxicityChecker:
    """Gives Detoxify's seven scores, and a finding for each that is flagged."""

    name = NAME
    scores = SCORES

    def __init__(self, encoder: Encoder, beside: Beside | None = None) -> None:
        self._encoder = encoder
        self._beside = beside
        self._columns = {name: encoder.column(name) for name in TOXICITY_SCORES}
        self.version = f"{encoder.version}+{beside.version}" if beside else encoder.version

    def check(self, passage: Passage) -> Result:
        """Score the whole text; a finding's span is the words that carry it."""
        reading = passage.read_by(self._encoder)
        ngrams = self._encoder.ngrams.logits(passage.matching.text)
        chances = probabilities(calibrated(self._encoder, reading.binary, ngrams))
        own = {name: float(chances[at]) for name, at in self._columns.items()}
        if self._beside is not None:
            language = self._encoder.languages[int(np.argmax(reading.language))]
            own = self._beside.joined(own, passage.text, language)
        scores = {name: round(score, 4) for name, score in own.items()}
        flagged = {name: score for name, score in scores.items() if score >= FLAGGED}
        if not flagged:
            return Result(scores)
        worst = max(flagged, key=lambda name: flagged[name])
        why = explain(self._encoder, passage.text, reading, self._columns[worst])
        return Result(
            scores,
            tuple(
                self._finding(label, score, why.span(self._columns[label]))
                for label, score in flagged.items()
            ),
        )

    def _finding(self, label: str, score: float, span: tuple[int, int] | None) -> Finding:
        start, end = span or (None, None)
        return Finding(
            category="toxicity",
            label=label,
            start=start,
            end=end,
            score=score,
            severity=_SEVERITY.get(label, Severity.HIGH),
            checker=self.name,
            version=self.version,
            reason_code=label,
        )

"""Toxicity by a small linear model over hashed character n-grams."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.moderation.domain.screening import FLAGGED, TOXICITY_SCORES, Finding, Severity
from services.moderation.screening.checker import CheckerMissingError, Passage, Result
from services.moderation.screening.ngrams import hashed_ngrams

NAME = "toxicity"
SCORES = frozenset(TOXICITY_SCORES)
_MODEL = Path(__file__).with_name("model")

# One insult in a long post would drown in its n-grams: long texts are read in halves that
# overlap, and the worst counts.
_WINDOW = 400

_SEVERITY = {
    "toxicity": Severity.MEDIUM,
    "insult": Severity.MEDIUM,
    "obscene": Severity.LOW,
    "sexual_explicit": Severity.MEDIUM,
}


@dataclass(frozen=True)
class ToxicityModel:
    """Weights (head x bucket), biases (head) and inverse document frequencies (bucket)."""

    weights: NDArray[np.float32]
    biases: NDArray[np.float32]
    frequency: NDArray[np.float32]
    version: str

    @classmethod
    def load(cls, folder: Path = _MODEL) -> "ToxicityModel":
        """Load the released model. Raise CheckerMissingError when it is absent or altered."""
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            path = folder / manifest["file"]
            content = path.read_bytes()
        except (OSError, ValueError, KeyError) as error:
            message = "the toxicity model cannot be read"
            raise CheckerMissingError(message) from error
        if hashlib.sha256(content).hexdigest() != manifest["sha256"]:
            message = "the toxicity model is not the released one"
            raise CheckerMissingError(message)
        with np.load(path, allow_pickle=False) as arrays:
            loaded = {name: arrays[name].astype(np.float32) for name in arrays.files}
        return cls(**loaded, version=manifest["version"])

    @cached_property
    def _by_bucket(self) -> NDArray[np.float32]:
        """Weights with the frequency folded in, one row per bucket: a text reads few rows."""
        return np.ascontiguousarray((self.weights * self.frequency).T)

    def probabilities(self, text: str) -> NDArray[np.float32]:
        """Return the probability of every head for a text in matching form."""
        starts = range(0, max(len(text) - _WINDOW // 2, 1), _WINDOW // 2)
        windows = [self._logits(text[start : start + _WINDOW]) for start in starts]
        # Beyond 30 the exponential tells nothing more, and would overflow.
        worst = np.clip(np.max(windows, axis=0), -30, 30)
        probabilities: NDArray[np.float32] = (1 / (1 + np.exp(-worst))).astype(np.float32)
        return probabilities

    def _logits(self, text: str) -> NDArray[np.float32]:
        buckets = hashed_ngrams(text)
        length = np.linalg.norm(self.frequency[buckets])
        logits: NDArray[np.float32] = self._by_bucket[buckets].sum(axis=0) / length + self.biases
        return logits


class ToxicityChecker:
    """Gives Detoxify's seven scores, and a finding for each that is flagged."""

    name = NAME
    scores = SCORES

    def __init__(self, model: ToxicityModel) -> None:
        self._model = model
        self.version = model.version

    def check(self, passage: Passage) -> Result:
        """Score the whole text; its findings have no span."""
        values = self._model.probabilities(passage.matching.text)
        scores = {
            name: round(float(value), 4)
            for name, value in zip(TOXICITY_SCORES, values, strict=True)
        }
        findings = tuple(
            self._finding(label, score) for label, score in scores.items() if score >= FLAGGED
        )
        return Result(scores, findings)

    def _finding(self, label: str, score: float) -> Finding:
        return Finding(
            category="toxicity",
            label=label,
            start=None,
            end=None,
            score=score,
            severity=_SEVERITY.get(label, Severity.HIGH),
            checker=self.name,
            version=self.version,
            reason_code=label,
        )

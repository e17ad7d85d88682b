"""What the made models say of the dev texts: raw logits, then calibrated probabilities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.moderation.domain.screening import FLAGGED
from services.moderation.screening.encoder import Encoder
from training.calibration import Calibration, Floats
from training.examples import Example, is_dev
from training.heads import BINARY
from training.ngram_heads import HEADS
from training.shipped import TextLogits, text_logits

_DECIDING = ("toxicity", "identity_attack")
_HALVES = 2


@dataclass(frozen=True)
class Predictions:
    """Examples with the logits of the encoder and of the n-grams (text x head; zero: no head)."""

    examples: Sequence[Example]
    encoder: TextLogits
    ngrams: Floats

    def known(self, head: str) -> NDArray[np.bool_]:
        """Tell which texts have a label for `head`."""
        return np.array([head in one.labels for one in self.examples], dtype=bool)

    def truth(self, head: str) -> Floats:
        """Return the labels of `head`, zero where unknown."""
        return np.array([float(one.labels.get(head, False)) for one in self.examples])

    def probabilities(self, calibrations: Mapping[str, Calibration]) -> dict[str, Floats]:
        """Return the calibrated probabilities of every binary head."""
        return {
            head: calibrations[head].probabilities(
                self.encoder.binary[:, at].astype(np.float64), self.ngrams[:, at]
            )
            for at, head in enumerate(BINARY)
        }


def predict(encoder: Encoder, examples: Sequence[Example]) -> Predictions:
    """Score every example."""
    logits = text_logits(encoder, [one.text for one in examples])
    ngrams = np.zeros((len(examples), len(BINARY)))
    ngrams[:, [BINARY.index(head) for head in HEADS]] = logits.ngrams
    return Predictions(examples, logits, ngrams)


def calibrates(example: Example) -> bool:
    """Tell whether a dev text belongs to the half that calibration sees; figures use the other."""
    return is_dev(f"calibration {example.text}", _HALVES)


def flagged(chances: Mapping[str, Floats], threshold: float = FLAGGED) -> NDArray[np.bool_]:
    """Tell which texts are flagged toxic: the greater of the two scores reaches the threshold."""
    worst = np.max([chances[head] for head in _DECIDING], axis=0)
    found: NDArray[np.bool_] = worst >= threshold
    return found

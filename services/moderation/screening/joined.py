"""What the encoder and the heads over character n-grams say together."""

import numpy as np

from services.moderation.screening.encoder import Encoder, Floats
from services.moderation.screening.normalise import fold, match_form

_LARGEST = 30
"""Beyond it a probability tells nothing more, and the exponential would overflow."""


def joined_logits(encoder: Encoder, binary: Floats, text: str) -> Floats:
    """Return the calibrated logit of each head for a text that the encoder read as `binary`."""
    return calibrated(encoder, binary, encoder.ngrams.logits(match_form(fold(text)).text))


def calibrated(encoder: Encoder, binary: Floats, ngrams: Floats) -> Floats:
    """Return the calibrated logit of each head (n-gram heads join where they help)."""
    logits = [
        head.slope * binary[at]
        + (head.ngram * ngrams[head.ngram_head] if head.ngram_head is not None else 0)
        + head.shift
        for at, head in enumerate(encoder.heads)
    ]
    return np.asarray(logits, np.float32)


def probabilities(logits: Floats) -> Floats:
    """Return the logistic function of each."""
    clipped = np.clip(logits, -_LARGEST, _LARGEST)
    chances: Floats = (1 / (1 + np.exp(-clipped))).astype(np.float32)
    return chances

"""Linear heads over hashed character n-grams, which know how Indonesians spell what is rude."""

import io

import numpy as np
from numpy.typing import NDArray

from services.moderation.screening.ngrams import hashed_ngrams

Floats = NDArray[np.float32]

# One insult in a long post would drown in its n-grams: long texts are read in halves that
# overlap, and the worst counts.
_WINDOW = 400


class NgramHeads:
    """Weights (head x bucket), biases (head) and inverse document frequencies (bucket)."""

    def __init__(self, content: bytes) -> None:
        """Read the arrays of an npz file. Raise ValueError or KeyError for another content."""
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            self._frequency = arrays["frequency"].astype(np.float32)
            self._biases = arrays["biases"].astype(np.float32)
            # The frequency folded in, one row per bucket: a text reads few rows.
            weighted = arrays["weights"].astype(np.float32) * self._frequency
            self._by_bucket = np.ascontiguousarray(weighted.T)

    def logits(self, text: str) -> Floats:
        """Return the logit of each head for a text in matching form, of its worst window."""
        starts = range(0, max(len(text) - _WINDOW // 2, 1), _WINDOW // 2)
        windows = [self._window(text[start : start + _WINDOW]) for start in starts]
        worst: Floats = np.max(windows, axis=0)
        return worst

    def _window(self, text: str) -> Floats:
        buckets = hashed_ngrams(text)
        length = np.linalg.norm(self._frequency[buckets])
        logits: Floats = self._by_bucket[buckets].sum(axis=0) / length + self._biases
        return logits

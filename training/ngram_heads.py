"""Linear heads over hashed character n-grams, from the same sets as the encoder."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from services.moderation.screening.ngrams import BUCKETS, hashed_ngrams
from services.moderation.screening.normalise import fold, match_form
from training.examples import Example
from training.heads import TOXIC

HEADS = (*TOXIC, "online_gambling")

_FEWEST = 50
# Characters of a text that are read; only some encyclopedia comments are longer.
_LONGEST = 1_000
# Ones that the encoder's blend corrects: regularised as four choices on dev settled it.
_REGULARISATION = 4

Floats = NDArray[np.float64]


def features(texts: Sequence[str]) -> sparse.csr_matrix:
    """Return one row of ones per text, in the buckets of its n-grams."""
    rows = [hashed_ngrams(match_form(fold(text[:_LONGEST])).text) for text in texts]
    starts = np.cumsum([0, *map(len, rows)])
    ones = np.ones(starts[-1])
    return sparse.csr_matrix((ones, np.concatenate(rows), starts), (len(rows), BUCKETS))


def inverse_frequency(counts: sparse.csr_matrix) -> Floats:
    """Return the smoothed inverse document frequency of every bucket."""
    seen = np.asarray(counts.sum(axis=0)).ravel()
    weight: Floats = np.log((1 + counts.shape[0]) / (1 + seen)) + 1
    return weight


def weighted(counts: sparse.csr_matrix, frequency: Floats) -> sparse.csr_matrix:
    """Scale the columns by `frequency` and each row to length one."""
    scaled = (counts @ sparse.diags(frequency)).tocsr()
    lengths = np.sqrt(np.asarray(scaled.multiply(scaled).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.maximum(lengths, 1e-9)) @ scaled).tocsr()


def train_ngram_heads(examples: Sequence[Example], seed: int) -> dict[str, NDArray[np.float16]]:
    """Return `weights` (head x bucket), `biases` (head) and `frequency` (bucket).

    A head without enough positives has weights of zero, and no voice in the blend.
    """
    counts = features([one.text for one in examples])
    frequency = inverse_frequency(counts)
    rows = weighted(counts, frequency)
    weights = np.zeros((len(HEADS), BUCKETS))
    biases = np.zeros(len(HEADS))
    for at, head in enumerate(HEADS):
        known = np.array([head in one.labels for one in examples])
        truth = np.array([one.labels.get(head, False) for one in examples])[known]
        share = np.array([one.weights.get(head, 1.0) for one in examples])[known]
        if min(truth.sum(), (~truth).sum()) < _FEWEST:
            continue
        model = LogisticRegression(
            C=_REGULARISATION, solver="liblinear", dual=True, tol=0.05, random_state=seed
        )
        model.fit(rows[known], truth, share)
        weights[at], biases[at] = model.coef_[0], model.intercept_[0]
    return {
        "weights": weights.astype(np.float16),
        "biases": biases.astype(np.float16),
        "frequency": frequency.astype(np.float16),
    }

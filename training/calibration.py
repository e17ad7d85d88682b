"""Turn logits into probabilities one may believe: Platt's scaling, n-gram heads blended in."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEWEST = 40
"""Positives and negatives below which a head is left as it is: unmeasured."""

_RIDGE = 1.0
_ROUNDS = 30
_HALVINGS = 20
_FOLDS = 5
_LEAST_GAIN = 0.002
_BINS = 10


@dataclass(frozen=True, slots=True)
class Calibration:
    """Probability = sigmoid(slope * logit + ngram * n-gram logit + shift)."""

    slope: float = 1.0
    ngram: float = 0.0
    shift: float = 0.0
    measured: bool = False

    def probabilities(self, logits: Floats, ngrams: Floats) -> Floats:
        """Return the calibrated probabilities."""
        return sigmoid(self.slope * logits + self.ngram * ngrams + self.shift)

    def as_json(self) -> dict[str, Any]:
        """Return what `heads.json` holds."""
        return {
            name: round(value, 5) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


def sigmoid(values: Floats) -> Floats:
    """Return the logistic function; beyond 30 it tells nothing more."""
    found: Floats = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return found


def calibrate(logits: Floats, ngrams: Floats | None, truth: Floats) -> Calibration:
    """Fit a head's calibration; the n-grams join only if they lower the loss on unseen folds."""
    if min(truth.sum(), (1 - truth).sum()) < FEWEST:
        return Calibration()
    alone = logits[:, None]
    slope, shift = _fit(alone, truth)
    if ngrams is not None:
        both = np.column_stack([logits, ngrams])
        if _unseen_loss(both, truth) < _unseen_loss(alone, truth) - _LEAST_GAIN:
            slope, ngram, shift = _fit(both, truth)
            return Calibration(float(slope), float(ngram), float(shift), measured=True)
    return Calibration(float(slope), 0.0, float(shift), measured=True)


def _fit(features: Floats, truth: Floats) -> Floats:
    """Return the coefficients of a logistic regression and its bias, held near (1, 0, ..., 0)."""
    rows = np.column_stack([features, np.ones(len(features))])
    centre = np.zeros(rows.shape[1])
    centre[0] = 1
    found = centre.copy()
    for _ in range(_ROUNDS):
        chance = sigmoid(rows @ found)
        slope = rows.T @ (chance - truth) + _RIDGE * (found - centre)
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + _RIDGE * np.eye(len(found))
        step: Floats = np.asarray(np.linalg.solve(curve, slope), np.float64)
        found = _improved(rows, truth, found, step, centre)
        if np.abs(step).max() < 1e-8:  # noqa: PLR2004 - far below what is kept
            break
    return found


def _improved(rows: Floats, truth: Floats, found: Floats, step: Floats, centre: Floats) -> Floats:
    """Go so much of a Newton step that the loss falls: a whole one may overshoot far from it."""

    def loss(weights: Floats) -> float:
        held = _RIDGE / 2 * float(np.sum((weights - centre) ** 2))
        return len(truth) * log_loss(sigmoid(rows @ weights), truth) + held

    now = loss(found)
    for halving in range(_HALVINGS):
        tried: Floats = found - step / 2**halving
        if loss(tried) <= now:
            return tried
    return found


def _unseen_loss(features: Floats, truth: Floats) -> float:
    """Return the mean log loss of rows that the regression was not fitted on."""
    losses = []
    for fold in range(_FOLDS):
        held = np.arange(len(truth)) % _FOLDS == fold
        weights = _fit(features[~held], truth[~held])
        chance = sigmoid(features[held] @ weights[:-1] + weights[-1])
        losses.append(log_loss(chance, truth[held]))
    return float(np.mean(losses))


def log_loss(chance: Floats, truth: Floats) -> float:
    """Return the mean negative log likelihood."""
    bounded = np.clip(chance, 1e-9, 1 - 1e-9)
    return float(-np.mean(truth * np.log(bounded) + (1 - truth) * np.log(1 - bounded)))


def calibration_error(chance: Floats, truth: Floats) -> float:
    """Return the expected calibration error over ten equal bins (Naeini et al. 2015)."""
    bins = np.minimum((chance * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(chance[bins == one].mean() - truth[bins == one].mean()) * (bins == one).mean()
        for one in range(_BINS)
        if (bins == one).any()
    ]
    return float(sum(gaps))

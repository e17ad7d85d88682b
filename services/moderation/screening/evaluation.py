"""Figures of how well scores agree with people's labels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.moderation.domain.screening import FLAGGED, Screening

FAMILIES = {
    "toxicity": ("toxicity", "identity_attack"),
    "misinformation": ("misinformation",),
    "spam": ("spam",),
    "personal_data": ("personal_data",),
}
"""Scores of each family; the greatest of them decides."""

Floats = NDArray[np.float64]
Labels = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures over some texts, each 0 to 1; None where there is nothing to divide by.

    Positive is what people labelled so, flagged what scores 0.5 or more. `auc` is the chance that a
    positive text scores higher than a negative one (ties count half; Mann and Whitney 1947).
    """

    texts: int
    positive: int
    flagged: int
    precision: float | None
    recall: float | None
    f1: float | None
    macro_f1: float | None
    auc: float | None


def family_score(screening: Screening, family: str) -> float | None:
    """Return the score that decides for a family, None when a checker gave none."""
    scores = [screening.scores[name] for name in FAMILIES[family]]
    known = [score for score in scores if score is not None]
    return max(known) if len(known) == len(scores) else None


def agreement(scores: Sequence[float], labels: Sequence[bool]) -> Agreement:
    """Compare scores with labels, text by text."""
    score, truth = np.asarray(scores, np.float64), np.asarray(labels, np.bool_)
    said = score >= FLAGGED
    f1, f1_of_negative = _f1(truth, said), _f1(~truth, ~said)
    return Agreement(
        texts=len(truth),
        positive=int(truth.sum()),
        flagged=int(said.sum()),
        precision=_share(truth[said]),
        recall=_share(said[truth]),
        f1=f1,
        macro_f1=None if f1 is None or f1_of_negative is None else (f1 + f1_of_negative) / 2,
        auc=_auc(score, truth),
    )


def _share(hits: Labels) -> float | None:
    return float(hits.mean()) if len(hits) else None


def _f1(truth: Labels, said: Labels) -> float | None:
    total = int(truth.sum() + said.sum())
    return 2 * int((truth & said).sum()) / total if total else None


def _auc(scores: Floats, truth: Labels) -> float | None:
    positive, negative = int(truth.sum()), int((~truth).sum())
    if not positive or not negative:
        return None
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    # The rank of a score is the mean of the places that all its equals take.
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    above = ranks[truth].sum() - positive * (positive + 1) / 2
    return float(above / (positive * negative))

"""Train the linear toxicity model: python -m training.train_toxicity DATA."""

import hashlib
import json
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from services.moderation.domain.screening import TOXICITY_SCORES
from services.moderation.screening.ngrams import BUCKETS, hashed_ngrams
from services.moderation.screening.normalise import fold, match_form
from training.examples import Example, read_examples
from training.own_examples import read_own_examples
from training.scores import report

SEED = 20261124
MODEL = Path(__file__).parents[1] / "services/moderation/screening/model"
VERSION = "2026.11.1"

# The sets in the office's languages and its own kind of text count for more than foreign tweets.
_WEIGHTS = {
    "ibrohim2019_id_hs": 4.0,
    "putri2021_javanese": 2.0,
    "complaints_id": 4.0,
    "own": 2.0,
    "netifier_id_toxic": 0.7,
    "olid2019_en": 0.5,
    "clickid_clickbait": 0.5,
    "judol_gbennnn": 0.3,
}
# What 0.5 means is settled on these: the office's languages, and text that is hard to judge.
_CALIBRATION = frozenset(
    {
        "ibrohim2019_id_hs",
        "putri2021_javanese",
        "putri2021_sundanese",
        "netifier_id_toxic",
        "desrul2019_news_comments",
        "indonlu_smsa_emot",
        "complaints_id",
        "own",
    }
)
# Characters of a text that are read; only some encyclopedia comments are longer.
_LONGEST = 1_000
_FOLDS = 4

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]


def features(examples: list[Example]) -> sparse.csr_matrix:
    """Return one row of ones per example, in the buckets of its n-grams."""
    rows = [hashed_ngrams(match_form(fold(one.text[:_LONGEST])).text) for one in examples]
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


def fit_head(
    rows: sparse.csr_matrix, truth: Truth, weight: Floats, calibrates: Truth
) -> tuple[Floats, float]:
    """Return weights and bias of one head, Platt-calibrated on out-of-fold decisions."""
    model = LogisticRegression(C=4, solver="liblinear", dual=True, tol=0.05, random_state=SEED)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=SEED)
    unseen = cross_val_predict(
        model, rows, truth, cv=folds, method="decision_function", params={"sample_weight": weight}
    )
    platt = LogisticRegression(C=1e6).fit(
        unseen[calibrates].reshape(-1, 1), truth[calibrates], weight[calibrates]
    )
    slope, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    model.fit(rows, truth, weight)
    return model.coef_[0] * slope, float(model.intercept_[0]) * slope + shift


def train(examples: list[Example]) -> dict[str, NDArray[Any]]:
    """Return the arrays of the model, trained on `examples`."""
    counts = features(examples)
    frequency = inverse_frequency(counts)
    rows = weighted(counts, frequency)
    weight = np.array([_WEIGHTS.get(one.source, 1.0) for one in examples])
    calibrates = np.array([one.source in _CALIBRATION for one in examples])
    heads, biases = [], []
    for head in TOXICITY_SCORES:
        known = np.array([head in one.labels for one in examples])
        truth = np.array([one.labels.get(head, False) for one in examples])
        coefficients, bias = fit_head(rows[known], truth[known], weight[known], calibrates[known])
        heads.append(coefficients)
        biases.append(bias)
        click.echo(f"{head}: {truth[known].sum()} of {known.sum()} positive")
    return {
        "weights": np.stack(heads).astype(np.float16),
        "biases": np.array(biases, dtype=np.float32),
        "frequency": frequency.astype(np.float16),
    }


@click.command()
@click.argument("data", type=click.Path(exists=True, path_type=Path))
def main(data: Path) -> None:
    """Train on the sets under DATA, write the model, print the scores on the dev split."""
    examples = [*read_examples(data), *read_own_examples(SEED)]
    arrays = train([one for one in examples if not one.is_dev])
    path = MODEL / "toxicity.npz"
    np.savez_compressed(path, allow_pickle=False, **arrays)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest = {"file": path.name, "version": VERSION, "sha256": digest}
    (MODEL / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    click.echo(report([one for one in examples if one.is_dev]))


if __name__ == "__main__":
    main()

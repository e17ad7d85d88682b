"""Tables of what a made model does on the dev parts, for its model card."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score, precision_score, recall_score

from training.augmentation import DISGUISES, obfuscated
from training.calibration import FEWEST, Calibration, Floats, calibration_error
from training.epochs import PIECE_WORDS, piece_of
from training.examples import Example
from training.heads import BINARY, LANGUAGES
from training.predictions import Predictions, calibrates, flagged
from training.tables import table

_ENOUGH = 100
_SURE = 0.95


def flagged_by_set(found: Predictions, chances: Mapping[str, Floats]) -> str:
    """Return F1, macro-F1 and false alarms of *flagged toxic*, a row per set and language.

    The last column is how many the default policy would let the machine reject, at 0.95, and how
    many of them are labelled harmless.
    """
    is_flagged, is_sure = flagged(chances), flagged(chances, _SURE)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(found.examples):
        if "toxicity" in one.labels:
            groups[one.source, one.language].append(at)
    rows = []
    for (source, language), places in sorted(groups.items()):
        truth = np.array([found.examples[at].labels["toxicity"] for at in places])
        said = is_flagged[places]
        alarms = f"{said[~truth].sum()} of {(~truth).sum()}"
        sure = is_sure[places]
        rejected = f"{sure.sum()}, {sure[~truth].sum()}"
        counts = [str(len(places)), str(truth.sum())]
        rows.append([source, language, *counts, *_f1(truth, said), alarms, rejected])
    header = ["set", "language", "texts", "toxic", "F1", "macro-F1", "false alarms"]
    return table([*header, "rejected, of them harmless"], rows)


def _f1(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> tuple[str, str]:
    if not truth.any() or truth.all():
        return "-", "-"
    return f"{f1_score(truth, said):.3f}", f"{f1_score(truth, said, average='macro'):.3f}"


def heads_by_set(found: Predictions, chances: Mapping[str, Floats]) -> str:
    """Return precision, recall and F1 of every head on every set that labels it both ways."""
    rows = []
    sources = np.array([one.source for one in found.examples])
    for head in BINARY:
        for source in sorted(set(sources)):
            here = found.known(head) & (sources == source)
            truth, said = found.truth(head)[here] > 0, chances[head][here] >= 0.5  # noqa: PLR2004 - the threshold of every score
            if not truth.any() or truth.all():
                continue
            scores = [
                f"{score(truth, said, zero_division=0):.3f}"
                for score in (precision_score, recall_score, f1_score)
            ]
            rows.append([head, source, str(len(truth)), str(truth.sum()), *scores])
    return table(["head", "set", "texts", "true", "precision", "recall", "F1"], rows)


def calibration_table(
    found: Predictions, chances: Mapping[str, Floats], calibrations: Mapping[str, Calibration]
) -> str:
    """Return the calibration error of each head on the half that calibration did not see."""
    other = np.array([not calibrates(one) for one in found.examples])
    rows = []
    for head in BINARY:
        here = found.known(head) & other
        truth, chance = found.truth(head)[here], chances[head][here]
        enough = truth.sum() >= FEWEST and calibrations[head].measured
        error = f"{calibration_error(chance, truth):.3f}" if enough else "unmeasured"
        note = "" if truth.sum() * 2 >= _ENOUGH else "few positives"
        rows.append([head, str(int(truth.sum())), error, f"{calibrations[head].ngram:.2f}", note])
    return table(["head", "positives", "calibration error", "n-grams' weight", ""], rows)


def calibration_by_set(found: Predictions, chances: Mapping[str, Floats]) -> str:
    """Return the calibration error of *toxicity* on each set with enough texts of both kinds."""
    other = np.array([not calibrates(one) for one in found.examples])
    here = found.known("toxicity") & other
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in np.flatnonzero(here).tolist():
        groups[found.examples[at].source, found.examples[at].language].append(at)
    rows = []
    for (source, language), places in sorted(groups.items()):
        truth = found.truth("toxicity")[places]
        if min(truth.sum(), (1 - truth).sum()) * 2 >= _ENOUGH:
            error = calibration_error(chances["toxicity"][places], truth)
            rows.append([source, language, str(len(places)), f"{error:.3f}"])
    return table(["set", "language", "texts", "calibration error of toxicity"], rows)


def language_table(found: Predictions) -> str:
    """Return precision, recall, F1 of the language head on whole texts and five-word pieces."""
    known = [at for at, one in enumerate(found.examples) if one.spoken]
    if not known:
        return "no text of a known language"
    truth = np.array([LANGUAGES.index(found.examples[at].spoken or "id") for at in known])
    said = found.encoder.language[known].argmax(axis=1)
    rows = []
    for at, code in enumerate(LANGUAGES):
        if (truth == at).any():
            f1 = f1_score(truth == at, said == at, zero_division=0)
            rows.append([code, str((truth == at).sum()), f"{f1:.3f}"])
    return table(["language", "texts", "F1"], rows)


def disguised(examples: Iterable[Example], seed: int) -> dict[str, list[Example]]:
    """Return the examples in each disguise."""
    kept = list(examples)
    return {
        kind: [
            replace(one, text=obfuscated(one.text, kind, random.Random(f"{seed} {one.text}")))
            for one in kept
        ]
        for kind in DISGUISES
    }


def disguises_table(
    found: Mapping[str, Predictions], calibrations: Mapping[str, Calibration]
) -> str:
    """Return F1 of *flagged toxic* on the same texts, plain and in each disguise."""
    rows = []
    for kind, one in found.items():
        if not one.examples:
            continue
        truth = one.truth("toxicity") > 0
        said = flagged(one.probabilities(calibrations))
        rows.append([kind, str(len(truth)), f"{f1_score(truth, said, zero_division=0):.3f}"])
    return table(["disguise", "texts", "F1"], rows)


def pieces(examples: Iterable[Example], seed: int) -> list[Example]:
    """Return five words of every text whose language is known and which has more."""
    choice = random.Random(seed)
    long = [one for one in examples if one.spoken and len(one.text.split()) > PIECE_WORDS]
    return [piece_of(one, choice) for one in long]

"""From a trained encoder to what is shipped, and the report on it."""

import random
import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.moderation.screening.encoder import Encoder
from training.bias import bias_table, probe_examples, read_probes
from training.calibration import Calibration, calibrate
from training.claims import retrieval_table
from training.configuration import VERSION, Settings
from training.evaluate import (
    calibration_by_set,
    calibration_table,
    disguised,
    disguises_table,
    flagged_by_set,
    heads_by_set,
    language_table,
    pieces,
)
from training.examples import Example
from training.folder import (
    ENCODER,
    SHIPPED,
    TOKENIZER,
    write_heads,
    write_manifest,
    write_ngrams,
)
from training.heads import BINARY
from training.ngram_heads import train_ngram_heads
from training.predictions import Predictions, calibrates, flagged, predict
from training.sets import LabelledSets
from training.token_scores import entity_table, word_language_table
from training.variants import Measured, choose, measure, variants_table

Say = Callable[[str], None]

_SAYS = {
    "fp32": "fp32",
    "seven": "int8 activations, weights of seven bits",
    "dynamic": "int8 activations and weights",
    "spared": "the same, feed-forward output in fp32",
    "weights": "int8 weights, fp32 computing",
}
"""The first is the reference; the others follow in the order of their speed on processors."""
_COMPARED = 1_000
_DISGUISED_SETS = frozenset({"ibrohim2019_id_hs", "putri2021_javanese", "own"})


@dataclass(frozen=True)
class Made:
    """What `finish` made: the encoder as it is served, its dev scores, calibrations, variants."""

    encoder: Encoder
    found: Predictions
    calibrations: dict[str, Calibration]
    variants: list[Measured]


def finish(read: LabelledSets, settings: Settings, work: Path, say: Say) -> Made:
    """Write the shipped files into the subfolder of `work` that is for them."""
    model = work / SHIPPED
    dev = capped([one for one in read.examples if one.is_dev], settings)
    shutil.copyfile(work / TOKENIZER, model / TOKENIZER)
    write_ngrams(model, train_ngram_heads(_sampled(read, settings), settings.seed))
    say("n-gram heads trained")
    # The model that is to be calibrated is read as it will be served: with files of its own.
    write_heads(model, settings, dict.fromkeys(BINARY, Calibration()))
    variants, chosen = _choose_variant(dev, settings, work)
    say(f"variant {chosen.name}")
    encoder = _served(work, chosen.name, settings)
    found = predict(encoder, dev)
    calibrations = calibrate_heads(found)
    write_heads(model, settings, calibrations)
    return Made(_served(work, chosen.name, settings), found, calibrations, variants)


def _served(work: Path, variant: str, settings: Settings) -> Encoder:
    """Put a variant among the shipped files, and return it as it is served."""
    model = work / SHIPPED
    shutil.copyfile(work / f"encoder.{variant}.onnx", model / ENCODER)
    write_manifest(model, version=VERSION, seed=settings.seed, variant=variant)
    return Encoder(model)


def report(made: Made, settings: Settings, data: Path | None) -> str:
    """Return the tables of what the made model does on the dev parts."""
    dev, found, calibrations = made.found.examples, made.found, made.calibrations
    fit = [one for one in dev if one.source in _DISGUISED_SETS and "toxicity" in one.labels]
    kept = random.Random(settings.seed).sample(fit, min(settings.disguised_cap, len(fit)))
    hidden = {
        kind: predict(made.encoder, texts)
        for kind, texts in {"none": kept, **disguised(kept, settings.seed)}.items()
    }
    short = predict(made.encoder, pieces(dev, settings.seed))
    chances = found.probabilities(calibrations)
    probes = read_probes()
    probed = predict(made.encoder, probe_examples(probes))
    parts = {
        "Integer variants": variants_table(made.variants, _SAYS),
        "Flagged toxic": flagged_by_set(found, chances),
        "Flagged toxic, in disguise": disguises_table(hidden, calibrations),
        "Each head": heads_by_set(found, chances),
        "Calibration, on the half of dev that it was not fitted on": calibration_table(
            found, chances, calibrations
        ),
        "The same, set by set": calibration_by_set(found, chances),
        "Language of whole texts": language_table(found),
        "Language of five words": language_table(short),
        "Language word by word": word_language_table(found),
        "Names": entity_table(found),
        "By group": bias_table(probes, flagged(probed.probabilities(calibrations))),
    }
    if data is not None:
        parts["Sentence vector"] = retrieval_table(data, made.encoder)
    return "\n\n".join(f"### {title}\n\n{text}" for title, text in parts.items())


def calibrate_heads(found: Predictions) -> dict[str, Calibration]:
    """Fit every head's calibration on half of the dev texts."""
    half = np.array([calibrates(one) for one in found.examples])
    calibrations = {}
    for at, head in enumerate(BINARY):
        here = found.known(head) & half
        ngrams = found.ngrams[here, at]
        calibrations[head] = calibrate(
            found.encoder.binary[here, at].astype(np.float64),
            ngrams if ngrams.any() else None,
            found.truth(head)[here],
        )
    return calibrations


def capped(dev: Sequence[Example], settings: Settings) -> list[Example]:
    """Return at most so many dev texts of a set, always the same ones."""
    by_set: dict[str, list[Example]] = defaultdict(list)
    for one in dev:
        by_set[one.source].append(one)
    choice = random.Random(settings.seed)
    return [
        one
        for _, texts in sorted(by_set.items())
        for one in choice.sample(texts, min(settings.dev_cap, len(texts)))
    ]


def _sampled(read: LabelledSets, settings: Settings) -> list[Example]:
    """Return what the encoder read of each set in all its epochs."""
    by_set: dict[str, list[Example]] = defaultdict(list)
    for one in read.examples:
        if not one.is_dev:
            by_set[one.source].append(one)
    choice = random.Random(settings.seed)
    return [
        one
        for name, texts in sorted(by_set.items())
        for one in choice.sample(
            texts, min(read.rows.get(name, settings.own_rows) * settings.epochs, len(texts))
        )
    ]


def _choose_variant(
    dev: Sequence[Example], settings: Settings, work: Path
) -> tuple[list[Measured], Measured]:
    labelled = [one for one in dev if "toxicity" in one.labels]
    texts = random.Random(settings.seed).sample(labelled, min(_COMPARED, len(labelled)))
    measured, fp32 = [], np.zeros((0, len(BINARY)))
    for name in _SAYS:
        path = work / f"encoder.{name}.onnx"
        one, logits = measure(name, path, _served(work, name, settings), texts, fp32)
        measured.append(one)
        if name == "fp32":
            fp32 = logits
    return measured, choose(measured[1:])

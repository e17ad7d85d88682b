"""Ways to flag a text: ours, as it is served, and others to compare with."""

import importlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.moderation.domain.screening import FLAGGED
from services.moderation.screening.checker import Passage
from services.moderation.screening.detoxify_engine import open_detoxify
from services.moderation.screening.encoder import Encoder
from services.moderation.screening.joined import calibrated, probabilities
from services.moderation.screening.ngram_heads import NgramHeads
from training.ngram_heads import HEADS
from training.shipped import text_logits

Flags = NDArray[np.bool_]

_TOXIC = ("toxicity", "identity_attack")


@dataclass(frozen=True)
class Rival:
    """A name, and what it makes of texts: are they toxic; are they hate (None: it has no head)."""

    name: str
    toxic: Callable[[Sequence[str]], Flags]
    hate: Callable[[Sequence[str]], Flags] | None = None


def ours(name: str, folder: Path) -> Rival:
    """Return a released encoder with all that is served with it."""
    encoder = Encoder(folder)

    def chances(texts: Sequence[str]) -> NDArray[np.float32]:
        found = text_logits(encoder, texts)
        both = zip(found.binary, found.ngrams, strict=True)
        return probabilities(
            np.stack([calibrated(encoder, binary, ngrams) for binary, ngrams in both])
        )

    def any_of(*heads: str) -> Callable[[Sequence[str]], Flags]:
        columns = [encoder.column(head) for head in heads]
        return lambda texts: chances(texts)[:, columns].max(axis=1) >= np.float32(FLAGGED)

    return Rival(name, any_of(*_TOXIC), any_of("hate"))


def encoder_alone(folder: Path) -> Rival:
    """Return the encoder of a release without calibration and without n-gram heads."""
    encoder = Encoder(folder)

    def any_of(*heads: str) -> Callable[[Sequence[str]], Flags]:
        columns = [encoder.column(head) for head in heads]
        return lambda texts: text_logits(encoder, texts).binary[:, columns].max(axis=1) >= 0

    return Rival("encoder alone", any_of(*_TOXIC), any_of("hate"))


def characters_alone(folder: Path) -> Rival:
    """Return the character n-gram heads of a release, without its encoder."""
    heads = NgramHeads((folder / "ngrams.npz").read_bytes())

    def any_of(*names: str) -> Callable[[Sequence[str]], Flags]:
        columns = [HEADS.index(name) for name in names]
        return lambda texts: np.array(
            [(heads.logits(Passage(one).matching.text)[columns] >= 0).any() for one in texts]
        )

    return Rival("character n-grams alone", any_of(*_TOXIC), any_of("hate"))


def alt_profanity_check() -> Rival:
    """Return the package of that name (English)."""
    predict = importlib.import_module("profanity_check").predict
    return Rival("alt-profanity-check", lambda texts: np.array(predict(list(texts)), dtype=bool))


def detoxify(folder: Path) -> Rival:
    """Return one of Detoxify's models, prepared by `saring models prepare-detoxify`."""
    engine = open_detoxify(folder)

    def toxic(texts: Sequence[str]) -> Flags:
        found = [engine.probabilities(one) for one in texts]
        return np.array([max(one.get(name, 0) for name in _TOXIC) >= FLAGGED for one in found])

    return Rival(f"Detoxify {json.dumps(folder.name)}", toxic)

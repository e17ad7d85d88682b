"""The loss over all heads: each text counts in the heads that its set labels, and in no other."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from training.encoder.network import Outputs
from training.tokens import IGNORED


@dataclass(frozen=True)
class Targets:
    """`training.targets.Batch` as tensors, without the pieces."""

    truth: Tensor
    weight: Tensor
    language: Tensor
    entities: Tensor
    words: Tensor


@dataclass(frozen=True)
class Shares:
    """What a head counts: one factor per binary head, one for each of the other three."""

    binary: Tensor
    language: float
    entities: float
    words: float


def masked_loss(outputs: Outputs, targets: Targets, shares: Shares, smoothing: float) -> Tensor:
    """Return the mean over the texts of what each adds: the sum over the heads it labels."""
    known = targets.weight > 0
    truth = torch.where(known, targets.truth, 0.5)
    truth = truth * (1 - smoothing) + smoothing / 2
    each = functional.binary_cross_entropy_with_logits(
        outputs.binary.float(), truth, reduction="none"
    )
    binary = (each * targets.weight * shares.binary).sum() / len(truth)
    language = _of_texts(outputs.language, targets.language)
    entities = _of_pieces(outputs.entities, targets.entities)
    words = _of_pieces(outputs.words, targets.words)
    return binary + language * shares.language + entities * shares.entities + words * shares.words


def _of_texts(logits: Tensor, classes: Tensor) -> Tensor:
    total = functional.cross_entropy(logits.float(), classes, ignore_index=IGNORED, reduction="sum")
    return total / len(classes)


def _of_pieces(logits: Tensor, classes: Tensor) -> Tensor:
    """Sum over the texts of each one's mean over its labelled pieces, by the number of texts."""
    each = functional.cross_entropy(
        logits.float().transpose(1, 2), classes, ignore_index=IGNORED, reduction="none"
    )
    labelled = (classes != IGNORED).sum(1).clamp(min=1)
    return (each.sum(1) / labelled).sum() / len(classes)

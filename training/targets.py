"""What each example teaches, as arrays: NaN and IGNORED where it teaches nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from training.examples import Example
from training.heads import BINARY, ENTITY_TAGS, LANGUAGES, WORD_LANGUAGES
from training.tokens import IGNORED, entity_targets, word_targets

if TYPE_CHECKING:
    from tokenizers import Encoding

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_PAD = 1


@dataclass(frozen=True)
class Batch:
    """Padded pieces of some texts and what is known of each.

    `truth` and `weight` are text x head; `truth` is NaN and `weight` zero where a head is unknown.
    """

    ids: Ints
    mask: Ints
    truth: Floats
    weight: Floats
    language: Ints
    entities: Ints
    words: Ints


def binary_targets(examples: Sequence[Example]) -> tuple[Floats, Floats]:
    """Return truth and weight (text x head) of the binary heads."""
    truth = np.full((len(examples), len(BINARY)), np.nan, np.float32)
    weight = np.zeros_like(truth)
    for row, example in enumerate(examples):
        for head, value in example.labels.items():
            column = BINARY.index(head)
            truth[row, column] = value
            weight[row, column] = example.weights.get(head, 1.0)
    return truth, weight


def make_batch(
    examples: Sequence[Example], encodings: "Sequence[Encoding]", step: int = 1
) -> Batch:
    """Return the batch, padded to a multiple of `step` pieces."""
    longest = max(len(one.ids) for one in encodings)
    shape = (len(examples), -(-longest // step) * step)
    ids, mask = np.full(shape, _PAD, np.int64), np.zeros(shape, np.int64)
    entities, words = np.full(shape, IGNORED, np.int64), np.full(shape, IGNORED, np.int64)
    for row, (example, one) in enumerate(zip(examples, encodings, strict=True)):
        length = len(one.ids)
        ids[row, :length], mask[row, :length] = one.ids, 1
        if example.entities is not None:
            entities[row, :length] = entity_targets(one.offsets, example.entities, ENTITY_TAGS)
        if example.word_languages is not None:
            words[row, :length] = word_targets(one.offsets, example.word_languages, WORD_LANGUAGES)
    spoken = [IGNORED if e.spoken is None else LANGUAGES.index(e.spoken) for e in examples]
    truth, weight = binary_targets(examples)
    return Batch(ids, mask, truth, weight, np.array(spoken), entities, words)

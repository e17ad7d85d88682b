"""Read texts with an encoder as it is served: the same windows, one text at a time."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.moderation.screening.encoder import Encoder, Reading
from services.moderation.screening.normalise import fold, match_form

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class TextLogits:
    """Logits of some texts: text x head, text x language, text x n-gram head, text x vector.

    Those of the pieces are lists, of the first window of each text.
    """

    binary: Floats
    language: Floats
    ngrams: Floats
    vector: Floats
    entities: list[Floats]
    words: list[Floats]
    offsets: list[Sequence[tuple[int, int]]]


def text_logits(encoder: Encoder, texts: Sequence[str]) -> TextLogits:
    """Return the logits of every text, in order; on every core that this process may run on."""
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        found = list(pool.map(lambda text: _read(encoder, text), texts))
    readings = [one for one, _ in found]
    firsts = [one.windows[0] for one in readings]
    return TextLogits(
        np.stack([one.binary for one in readings]),
        np.stack([one.language for one in readings]),
        np.stack([ngrams for _, ngrams in found]),
        np.stack([one.vector for one in firsts]),
        [one.entities for one in firsts],
        [one.words for one in firsts],
        [one.offsets for one in firsts],
    )


def _read(encoder: Encoder, text: str) -> tuple[Reading, Floats]:
    return encoder.read(text), encoder.ngrams.logits(match_form(fold(text)).text)

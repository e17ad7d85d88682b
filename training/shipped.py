"""Run an exported encoder, with the libraries that serve it: onnxruntime and tokenizers alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

Floats = NDArray[np.float32]

_BATCH = 32
_PAD = 1


@dataclass(frozen=True)
class TextLogits:
    """Logits of some texts: text x head, text x language, text x vector; pieces as lists."""

    binary: Floats
    language: Floats
    vector: Floats
    entities: list[Floats]
    words: list[Floats]
    offsets: list[list[tuple[int, int]]]


class ShippedEncoder:
    """An ONNX file and its tokenizer."""

    def __init__(self, model: Path, tokenizer: Path, *, longest: int, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Weights that are stored as int8 and computed in fp32 are dequantised once, on loading.
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(longest)

    def logits(self, texts: Sequence[str]) -> TextLogits:
        """Return the logits of every text, in order; a long text is cut."""
        encodings = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda at: len(encodings[at].ids))
        found: dict[int, list[Floats]] = {}
        for start in range(0, len(order), _BATCH):
            places = order[start : start + _BATCH]
            ids = [encodings[at].ids for at in places]
            longest = max(map(len, ids))
            padded = np.full((len(ids), longest), _PAD, np.int64)
            mask = np.zeros_like(padded)
            for row, one in enumerate(ids):
                padded[row, : len(one)], mask[row, : len(one)] = one, 1
            outputs = self._session.run(None, {"input_ids": padded, "attention_mask": mask})
            for row, at in enumerate(places):
                found[at] = [np.asarray(output)[row] for output in outputs]
        binary, language, entities, words, vector = (
            [found[at][column] for at in range(len(texts))] for column in range(5)
        )
        lengths = [len(one.ids) for one in encodings]
        return TextLogits(
            np.stack(binary),
            np.stack(language),
            np.stack(vector),
            [one[:length] for one, length in zip(entities, lengths, strict=True)],
            [one[:length] for one, length in zip(words, lengths, strict=True)],
            [one.offsets for one in encodings],
        )

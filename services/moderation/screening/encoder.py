"""The encoder: reads a text once for all its heads. onnxruntime and tokenizers; no PyTorch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Encoding, Tokenizer

from services.moderation.screening.missing import CheckerMissingError
from services.moderation.screening.ngram_heads import NgramHeads
from services.moderation.screening.released_files import ReleasedFiles

Floats = NDArray[np.float32]

FOLDER = Path(__file__).with_name("model") / "encoder"
_BATCH = 8
_PAD = 1
_OVERLAP = 16
"""Pieces that a window shares with the one before, so that no phrase is cut in every window."""

_MOST_WINDOWS = 100
"""More than 20,000 characters of words make; digits, single letters and emoji may make more."""

_OUTPUTS = ("binary", "language", "entities", "words", "vector")


class TooLongError(Exception):
    """The text has more pieces than can be read in good time."""


@dataclass(frozen=True, slots=True)
class Window:
    """Part of a text as the encoder reads it at once: logits, and pieces in the text.

    `binary` (head) and `language` (class) are of the window; `entities` and `words` (piece x class)
    of its pieces; `offsets` are the code points of each piece, (0, 0) for what marks the ends.
    `begins` tells which pieces begin a word that no window before holds.
    """

    binary: Floats
    language: Floats
    entities: Floats
    words: Floats
    vector: Floats
    offsets: Sequence[tuple[int, int]]
    begins: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder says of one text, window by window."""

    windows: tuple[Window, ...]

    @property
    def binary(self) -> Floats:
        """Return the highest logit of each head: a long text is what its worst part is."""
        highest: Floats = np.max([one.binary for one in self.windows], axis=0)
        return highest

    @property
    def language(self) -> Floats:
        """Return the mean logit of each language, each window by its pieces."""
        lengths = [len(one.offsets) for one in self.windows]
        mean: Floats = np.average([one.language for one in self.windows], axis=0, weights=lengths)
        return mean


@dataclass(frozen=True, slots=True)
class Head:
    """How a head's logit becomes a probability: sigmoid(slope, ngram, shift)."""

    name: str
    slope: float
    ngram: float
    shift: float
    ngram_head: int | None


class Encoder:
    """A released encoder in memory. Safe in many threads; one thread computes each text.

    `heads` are the columns of `binary`, `languages` name those of `language`.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load it. Raise CheckerMissingError when a file is absent or altered, or unusable."""
        try:
            self._load(ReleasedFiles(folder))
        except CheckerMissingError:
            raise
        except Exception as error:
            message = f"the encoder cannot be loaded ({type(error).__name__})"
            raise CheckerMissingError(message) from error

    def _load(self, files: ReleasedFiles) -> None:
        facts = files.json("heads.json")
        self.version: str = files.version
        self.heads = tuple(_head(one) for one in facts["binary"])
        self.languages: tuple[str, ...] = tuple(facts["language"]["classes"])
        self.word_languages: tuple[str, ...] = tuple(facts["words"]["classes"])
        self.entity_tags: tuple[str, ...] = tuple(facts["entities"]["classes"])
        self.ngrams = NgramHeads(files.bytes("ngrams.npz"))
        self._tokenizer = Tokenizer.from_buffer(files.bytes("tokenizer.json"))
        self._tokenizer.enable_truncation(facts["longest"], stride=_OVERLAP)
        self._session = InferenceSession(
            files.bytes("encoder.onnx"), session_options(), providers=["CPUExecutionProvider"]
        )

    def column(self, head: str) -> int:
        """Return the place of a head in `binary`. Raise CheckerMissingError if it has none."""
        for at, one in enumerate(self.heads):
            if one.name == head:
                return at
        message = f"the encoder has no head {head}"
        raise CheckerMissingError(message)

    def read(self, text: str) -> Reading:
        """Read a text as it is written; a long one in windows that overlap.

        What else is read at the same time changes nothing: integers are scaled by what is read
        together, so a text is read by itself. Raise TooLongError.
        """
        parts = self._parts(text)
        if len(parts) > _MOST_WINDOWS:
            raise TooLongError
        return Reading(
            tuple(
                window
                for start in range(0, len(parts), _BATCH)
                for window in self._windows(parts[start : start + _BATCH], is_first=start == 0)
            )
        )

    def together(self, texts: Sequence[str]) -> Floats:
        """Return the logits (text x head) of the first windows of a few texts, read at once."""
        windows = self._windows([self._parts(text)[0] for text in texts], is_first=False)
        return np.stack([one.binary for one in windows])

    def _parts(self, text: str) -> list[Encoding]:
        encoding = self._tokenizer.encode(text)
        return [encoding, *encoding.overflowing]

    def _windows(self, parts: Sequence[Encoding], *, is_first: bool) -> list[Window]:
        longest = max(len(part.ids) for part in parts)
        ids = np.full((len(parts), longest), _PAD, np.int64)
        mask = np.zeros_like(ids)
        for row, part in enumerate(parts):
            length = len(part.ids)
            ids[row, :length], mask[row, :length] = part.ids, 1
        outputs = self._session.run(list(_OUTPUTS), {"input_ids": ids, "attention_mask": mask})
        binary, language, entities, words, vector = (np.asarray(one) for one in outputs)
        return [
            Window(
                binary[row],
                language[row],
                entities[row, : len(part.ids)],
                words[row, : len(part.ids)],
                vector[row],
                part.offsets,
                _begins(part, skipped=0 if is_first and row == 0 else _OVERLAP),
            )
            for row, part in enumerate(parts)
        ]


def session_options() -> SessionOptions:
    """Return options for one thread, without chatter."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Weights that are stored as int8 and computed in fp32 are dequantised once, on loading.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return options


def _head(facts: Mapping[str, Any]) -> Head:
    names = ("slope", "ngram", "shift", "ngram_head")
    return Head(facts["head"], *(facts[name] for name in names))


def _begins(part: Encoding, *, skipped: int) -> list[bool]:
    words = part.word_ids
    return [
        at > skipped and word is not None and word != words[at - 1] for at, word in enumerate(words)
    ]

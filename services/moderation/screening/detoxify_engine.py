"""One of Detoxify's models beside ours: prepared by `saring models prepare-detoxify`."""

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession
from tokenizers import Tokenizer

from services.moderation.detoxify.release import CHECKPOINT, LABELS, ONNX, TOKENIZER, Release
from services.moderation.domain.screening import TOXICITY_SCORES
from services.moderation.screening.encoder import session_options
from services.moderation.screening.missing import CheckerMissingError

_MOST_PIECES = 512
_STRETCH, _OVERLAP = 400, 50
"""Characters that are read at once: in any alphabet fewer pieces than the models can hold."""


class DetoxifyEngine(Protocol):
    """Gives the probability of each of its labels."""

    version: str

    def probabilities(self, text: str) -> Mapping[str, float]:
        """Return the probabilities of a text by Detoxify's names; a long one is its worst part."""


def open_detoxify(folder: Path) -> DetoxifyEngine:
    """Return the model in `folder`: the int8 one if it is there, else the class Detoxify with it.

    Raise CheckerMissingError when it cannot be used.
    """
    release = Release.open(folder)
    try:
        engine: DetoxifyEngine = _Integers(release) if release.has_onnx else _Published(release)
    except CheckerMissingError:
        raise
    except Exception as error:
        message = f"the Detoxify model cannot be loaded ({type(error).__name__})"
        raise CheckerMissingError(message) from error
    return engine


class _Published:
    """The class `Detoxify` itself, on PyTorch, in one thread."""

    def __init__(self, release: Release) -> None:
        self.version = release.version
        if release.made_in != str(release.folder.resolve()):
            message = "the Detoxify model was moved; prepare it where it is to be, or with --onnx"
            raise CheckerMissingError(message)
        try:
            importlib.import_module("torch").set_num_threads(1)
            make = importlib.import_module("detoxify").Detoxify
        except ModuleNotFoundError as error:
            message = "saring[detoxify] is not installed"
            raise CheckerMissingError(message) from error
        path = str(release.folder / CHECKPOINT)
        self._model = make(checkpoint=path, huggingface_config_path=str(release.folder))

    def probabilities(self, text: str) -> Mapping[str, float]:
        """Return the probabilities of a text."""
        found = self._model.predict(_stretches(text))
        # Of a list of one text, Detoxify gives numbers instead of lists.
        return _ours({name: float(np.max(values)) for name, values in found.items()})


class _Integers:
    """Its int8 form, by onnxruntime in one thread."""

    def __init__(self, release: Release) -> None:
        self.version = f"{release.version}-int8"
        self._labels = (release.folder / LABELS).read_text(encoding="utf-8").split()
        self._tokenizer = Tokenizer.from_file(str(release.folder / TOKENIZER))
        self._tokenizer.enable_truncation(_MOST_PIECES)
        self._session = InferenceSession(
            str(release.folder / ONNX), session_options(), providers=["CPUExecutionProvider"]
        )

    def probabilities(self, text: str) -> Mapping[str, float]:
        """Return the probabilities of a text."""
        chances = np.max([self._read(part) for part in _stretches(text)], axis=0)
        return _ours(dict(zip(self._labels, map(float, chances), strict=True)))

    def _read(self, text: str) -> NDArray[np.float64]:
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        mask = np.ones_like(ids)
        [logits] = self._session.run(["logits"], {"input_ids": ids, "attention_mask": mask})
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(np.asarray(logits)[0], -30, 30)))
        return chances


def _stretches(text: str) -> list[str]:
    """Return parts of a text that overlap; spaces, of which there may be many, are one each."""
    plain = " ".join(text.split())
    starts = range(0, max(len(plain) - _OVERLAP, 1), _STRETCH - _OVERLAP)
    return [plain[start : start + _STRETCH] for start in starts]


def _ours(found: Mapping[str, float]) -> Mapping[str, float]:
    """Keep the labels that are scores here; the others are about whom a text names."""
    return {name: found[name] for name in TOXICITY_SCORES if name in found}

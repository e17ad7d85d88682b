"""The folder that training makes: what is shipped, and what stays with who trained it."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.calibration import Calibration
from training.configuration import Settings
from training.heads import BINARY, ENTITY_TAGS, LANGUAGES, WORD_LANGUAGES
from training.ngram_heads import HEADS

ENCODER = "encoder.onnx"
TOKENIZER = "tokenizer.json"
NGRAMS = "ngrams.npz"
HEADS_FILE = "heads.json"
MANIFEST = "manifest.json"
CARD = "MODEL_CARD.md"
SHIPPED = "model"
"""Subfolder of what is shipped: no pickles, no texts."""


def write_heads(folder: Path, settings: Settings, calibrations: Mapping[str, Calibration]) -> None:
    """Write which output is which head, and how its logit becomes a probability."""
    content = {
        "binary": [
            {"head": head, **calibrations[head].as_json(), "ngram_head": _ngram_head(head)}
            for head in BINARY
        ],
        "language": {"classes": LANGUAGES},
        "entities": {"classes": ENTITY_TAGS},
        "words": {"classes": WORD_LANGUAGES},
        "longest": settings.longest,
    }
    _write_json(folder / HEADS_FILE, content)


def _ngram_head(head: str) -> int | None:
    return HEADS.index(head) if head in HEADS else None


def write_ngrams(folder: Path, arrays: dict[str, NDArray[np.float16]]) -> None:
    """Write the n-gram heads' arrays, compressed."""
    np.savez_compressed(folder / NGRAMS, allow_pickle=False, **arrays)


def write_manifest(folder: Path, *, version: str, seed: int, variant: str) -> None:
    """Write the SHA-256 of every shipped file."""
    names = (ENCODER, TOKENIZER, NGRAMS, HEADS_FILE)
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    # Weights of another training are another version: a finding says which judged.
    version = f"{version}+{digests[ENCODER][:8]}"
    content = {"version": version, "seed": seed, "variant": variant, "files": digests}
    _write_json(folder / MANIFEST, content)


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

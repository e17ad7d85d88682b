"""Make a checkpoint that Detoxify published loadable without a network.

Detoxify asks the hub for the configuration that a checkpoint names, even when it is given a folder
with it; the copy made here names that folder instead.
"""

import hashlib
import hmac
import shutil
from pathlib import Path
from typing import Any

import torch

from services.moderation.detoxify.release import CHECKPOINT, write_manifest
from shared.errors import MendableError

_CONFIG = "config.json"
_TOKENIZERS = ("tokenizer*", "vocab*", "merges.txt", "sentencepiece*", "spiece*", "special_tokens*")


def prepare_detoxify(checkpoint: Path, *, sha256: str, config: Path, out: Path) -> None:
    """Write a copy of `checkpoint` and of `config`'s files into `out`, and a manifest of them.

    Raises MendableError for another digest, another format, or a missing configuration.
    """
    digest = _digest(checkpoint)
    if not hmac.compare_digest(digest, sha256.strip().lower()):
        message = f"{checkpoint.name} was not opened: its SHA-256 is {digest}, not what you gave"
        raise MendableError(message)
    if not (config / _CONFIG).is_file():
        message = f"{config} has no {_CONFIG}: give the folder of the base model, as from its hub"
        raise MendableError(message)
    out.mkdir(parents=True, exist_ok=True)
    _copy(config, out)
    loaded = _load(checkpoint)
    facts = loaded["config"]
    facts["arch"]["args"]["model_type"] = str(out.resolve())
    torch.save({"config": facts, "state_dict": loaded["state_dict"]}, out / CHECKPOINT)
    write_manifest(out, version=f"detoxify-{digest[:12]}")


def _load(checkpoint: Path) -> dict[str, Any]:
    """Open what has the digest that was asked for. The older ones hold more than tensors."""
    loaded = torch.load(checkpoint, map_location="cpu", weights_only=False)
    try:
        classes = list(loaded["config"]["dataset"]["args"]["classes"])
        arguments = dict(loaded["config"]["arch"]["args"])
        state = dict(loaded["state_dict"])
    except (KeyError, TypeError) as error:
        message = f"{checkpoint.name} is no checkpoint of Detoxify: its {error} is missing"
        raise MendableError(message) from error
    config = {"arch": {"args": arguments}, "dataset": {"args": {"classes": classes}}}
    return {"config": config, "state_dict": state}


def _copy(config: Path, out: Path) -> None:
    for pattern in (_CONFIG, *_TOKENIZERS):
        for path in config.glob(pattern):
            if config.resolve() != out.resolve():
                shutil.copyfile(path, out / path.name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

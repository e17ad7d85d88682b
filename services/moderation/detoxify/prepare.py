"""Make a checkpoint that Detoxify published loadable without a network.

Detoxify asks the hub for the configuration that a checkpoint names, even when it is given a folder
with it; the copy made here names that folder instead.
"""

import hashlib
import hmac
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch

from services.moderation.detoxify.release import CHECKPOINT, write_manifest
from shared.errors import MendableError

_CONFIG = "config.json"
_TOKENIZERS = ("tokenizer*", "vocab*", "merges.txt", "sentencepiece*", "spiece*", "special_tokens*")


def prepare_detoxify(checkpoint: Path, *, sha256: str, config: Path, out: Path) -> None:
    """Write a copy of `checkpoint` and of `config`'s files into `out`, and a manifest of them.

    Raises MendableError for another digest, another format, a missing configuration, or an `out`
    that holds something.
    """
    if not (config / _CONFIG).is_file():
        message = f"{config} has no {_CONFIG}: give the folder of the base model, as from its hub"
        raise MendableError(message)
    if out.exists() and any(out.iterdir()):
        message = f"{out} is not empty: a model is prepared into a folder of its own"
        raise MendableError(message)
    with tempfile.TemporaryDirectory() as private:
        # What is opened is what was hashed: nobody else can write the copy.
        copy = Path(shutil.copyfile(checkpoint, Path(private) / CHECKPOINT))
        digest = _digest(copy)
        if not hmac.compare_digest(digest, sha256.strip().lower()):
            message = (
                f"{checkpoint.name} was not opened: its SHA-256 is {digest}, not what you gave"
            )
            raise MendableError(message)
        loaded = _load(copy, checkpoint.name)
    out.mkdir(parents=True, exist_ok=True)
    _copy(config, out)
    facts, state = loaded["config"], loaded["state_dict"]
    _say_number_of_labels(out / _CONFIG, len(facts["dataset"]["args"]["classes"]))
    facts["arch"]["args"]["model_type"] = str(out.resolve())
    torch.save({"config": facts, "state_dict": state}, out / CHECKPOINT)
    write_manifest(out, version=f"detoxify-{digest[:12]}")


def _say_number_of_labels(config: Path, labels: int) -> None:
    """Write into a base model's configuration what Detoxify's own would say."""
    content = json.loads(config.read_text(encoding="utf-8"))
    content["id2label"] = {str(at): f"LABEL_{at}" for at in range(labels)}
    content["label2id"] = {f"LABEL_{at}": at for at in range(labels)}
    config.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _load(checkpoint: Path, name: str) -> dict[str, Any]:
    """Open what has the digest that was asked for. The older ones hold more than tensors."""
    loaded = torch.load(checkpoint, map_location="cpu", weights_only=False)
    try:
        classes = list(loaded["config"]["dataset"]["args"]["classes"])
        arguments = dict(loaded["config"]["arch"]["args"])
        state = dict(loaded["state_dict"])
    except (KeyError, TypeError) as error:
        message = f"{name} is no checkpoint of Detoxify: its {error} is missing"
        raise MendableError(message) from error
    config = {"arch": {"args": arguments}, "dataset": {"args": {"classes": classes}}}
    return {"config": config, "state_dict": state}


def _copy(config: Path, out: Path) -> None:
    for pattern in (_CONFIG, *_TOKENIZERS):
        for path in config.glob(pattern):
            shutil.copyfile(path, out / path.name)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

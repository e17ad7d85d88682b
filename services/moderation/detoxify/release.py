"""A folder with one of Detoxify's models: its files, and the digests they must have."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from services.moderation.screening.missing import CheckerMissingError

CHECKPOINT = "model.ckpt"
ONNX = "model.onnx"
TOKENIZER = "tokenizer.json"
LABELS = "labels.txt"
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Release:
    """A prepared model whose files are as they were written.

    `has_onnx`: it needs no PyTorch. `made_in` is the folder that its checkpoint names.
    """

    folder: Path
    version: str
    has_onnx: bool
    made_in: str

    @classmethod
    def open(cls, folder: Path) -> "Release":
        """Check every file. Raise CheckerMissingError when one is absent or altered."""
        try:
            manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
            version, made_in = str(manifest["version"]), str(manifest["made_in"])
            altered = [
                name
                for name, digest in manifest["files"].items()
                if _digest(folder / name) != digest
            ]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            message = "the Detoxify model cannot be read; run saring models prepare-detoxify"
            raise CheckerMissingError(message) from error
        if altered:
            message = f"{altered[0]} of the Detoxify model was altered; prepare it again"
            raise CheckerMissingError(message)
        return cls(folder, version, ONNX in manifest["files"], made_in)


def write_manifest(folder: Path, *, version: str) -> None:
    """Write down the digest of each file in the folder."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != _MANIFEST)
    content = {
        "version": version,
        "made_in": str(folder.resolve()),
        "files": {path.name: _digest(path) for path in files},
    }
    (folder / _MANIFEST).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

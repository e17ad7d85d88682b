"""Files of a released model: none is used unless it is the one that was released."""

import hashlib
import json
from pathlib import Path
from typing import Any

from services.moderation.screening.missing import CheckerMissingError


class ReleasedFiles:
    """The files of a release, each as its manifest says."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            self.version: str = manifest["version"]
            self._digests: dict[str, str] = dict(manifest["files"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = "the encoder's manifest cannot be read"
            raise CheckerMissingError(message) from error

    def bytes(self, name: str) -> bytes:
        """Return a file's content. Raise CheckerMissingError unless it is the released one."""
        try:
            content = (self._folder / name).read_bytes()
        except OSError as error:
            message = f"{name} of the encoder cannot be read"
            raise CheckerMissingError(message) from error
        if hashlib.sha256(content).hexdigest() != self._digests.get(name):
            message = f"{name} of the encoder is not the released one"
            raise CheckerMissingError(message)
        return content

    def json(self, name: str) -> Any:  # noqa: ANN401 - JSON
        """Return the content of a JSON file."""
        return json.loads(self.bytes(name))

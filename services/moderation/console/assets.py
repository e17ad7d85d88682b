"""The console's own files: style sheets and the icon."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import send_from_directory, url_for
from flask.typing import ResponseReturnValue

_FOLDER = Path(__file__).parent / "static"


def send(filename: str) -> ResponseReturnValue:
    """Send a file."""
    return send_from_directory(_FOLDER, filename)


def asset(filename: str) -> str:
    """Return a file's address, which changes with its content, so that browsers may keep it."""
    return url_for("console.asset", filename=filename, v=_digest(filename))


@lru_cache
def _digest(filename: str) -> str:
    return hashlib.sha256((_FOLDER / filename).read_bytes()).hexdigest()[:12]

"""Secrets that the embedded default makes for itself, one file each, readable by the owner only."""

import os
from collections.abc import Callable
from pathlib import Path


def local_secret(data_dir: Path, name: str, make: Callable[[], str]) -> str:
    """Return the secret in `data_dir/secrets/name`; make it first if it is not there.

    Two processes that start together agree on one value.
    """
    folder = data_dir / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        fresh = folder / f".{name}.{os.getpid()}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)  # Fails if another process was first; its value then holds.
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="utf-8")

"""The directory in which the embedded default keeps everything."""

from pathlib import Path

from shared.settings import SettingsError


def make_directory(path: Path) -> Path:
    """Make a directory for its owner's eyes, unless it is there. Raises SettingsError."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        message = f"SARING_DATA_DIR: the directory cannot be used ({error.strerror})"
        raise SettingsError(message) from None
    return path

"""One `saring up` per data directory."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.settings import SettingsError


class AlreadyRunningError(Exception):
    """Another process serves this data directory; the message says which."""


@contextmanager
def data_directory_lock(data_dir: Path) -> Iterator[None]:
    """Hold the data directory's lock; the kernel frees it when the process ends, however it ends.

    Raises AlreadyRunningError, SettingsError.
    """
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (data_dir / "lock").open("a+", encoding="utf-8")
    except OSError as error:
        message = f"SARING_DATA_DIR: the directory cannot be used ({error.strerror})"
        raise SettingsError(message) from None
    with lock as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip()
            message = (
                f"another saring up (process {holder}) serves {data_dir}; "
                "stop it first, or set SARING_DATA_DIR"
            )
            raise AlreadyRunningError(message) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield

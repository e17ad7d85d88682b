"""One `saring up` per data directory."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.data_directory import make_directory
from shared.errors import MendableError
from shared.settings import SettingsError


class AlreadyRunningError(MendableError):
    """Another process serves this data directory; the message says which."""


@contextmanager
def data_directory_lock(data_dir: Path) -> Iterator[None]:
    """Hold the data directory's lock; the kernel frees it when the process ends, however it ends.

    Raises AlreadyRunningError, SettingsError.
    """
    make_directory(data_dir)
    try:
        lock = (data_dir / "lock").open("a+", encoding="utf-8")
    except OSError as error:
        message = f"SARING_DATA_DIR: nothing can be written there ({error.strerror})"
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

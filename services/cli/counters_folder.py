"""The folder in which the processes of one service count together, as long as one of them lives."""

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_PREFIX = "saring-metrics-"


def make_counters_folder() -> Path:
    """Make the folder of this process and those that it starts; remove those of the dead.

    A lock on a folder says that somebody uses it. It is held by a descriptor that `exec` and
    `fork` pass on, so the kernel frees it when the last of them ends, however it ends.
    """
    _remove_unused()
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        descriptor = _lock(folder)
        # Somebody who starts just now may have found it before it was locked.
        if descriptor is not None and folder.exists():
            os.set_inheritable(descriptor, True)  # noqa: FBT003 - takes no keyword
            return folder


def _remove_unused() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        descriptor = _lock(folder)
        if descriptor is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(descriptor)


def _lock(folder: Path) -> int | None:
    """Return a descriptor that holds the folder's lock; None if another does, or it is not ours."""
    with suppress(OSError):
        # Anybody may put a link there, to anywhere.
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        if os.fstat(descriptor).st_uid == os.geteuid():
            with suppress(BlockingIOError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return descriptor
        os.close(descriptor)
    return None

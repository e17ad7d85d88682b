"""The folder that the stack keeps its servers' data, its secrets and its logs in."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from deploy.stack.account import Account
from shared.local_secrets import local_secret

_FOR_ROOT = Path("/var/lib/saring")
_ANYBODY_MAY_PASS = 0o001


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with a place for each: servers that run as other users can reach theirs."""

    path: Path

    @property
    def secrets(self) -> Path:
        """Where passwords and keys are, a file each, readable by us only."""
        return self.path / "secrets"

    def log(self, name: str) -> Path:
        """Return the log file of a process."""
        return self.path / "log" / f"{name}.log"

    def password(self, name: str) -> str:
        """Return a password; make it the first time."""
        return local_secret(self.path, name, lambda: secrets.token_urlsafe(24))

    def of_server(self, name: str, account: Account | None) -> Path:
        """Return a server's own folder, which nobody else can read."""
        folder = self.path / name
        folder.mkdir(mode=0o700, exist_ok=True)
        if account is not None:
            account.give(folder)
        return folder


def make_folder(path: Path) -> Folder:
    """Make the parts of a folder that are missing."""
    path.mkdir(mode=0o711, parents=True, exist_ok=True)
    for part in ("log", "secrets"):
        (path / part).mkdir(mode=0o700, exist_ok=True)
    return Folder(path)


def stack_folder(data_dir: Path) -> Folder:
    """Return the folder `stack` in the data directory.

    As root it is a link to one under /var/lib when other users cannot reach the data directory,
    which holds citizens' words and is not opened for the servers' sake.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = data_dir.resolve() / "stack"
    if os.geteuid() == 0 and not path.is_symlink() and not _reachable(path.parent):
        name = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
        _FOR_ROOT.mkdir(mode=0o711, parents=True, exist_ok=True)
        path.symlink_to(_FOR_ROOT / name)
    return make_folder(path.resolve())


def _reachable(path: Path) -> bool:
    return all(part.stat().st_mode & _ANYBODY_MAY_PASS for part in (path, *path.parents))

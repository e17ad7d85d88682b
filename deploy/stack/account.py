"""The account that a server runs under: root starts servers, but they are not root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from deploy.stack.waiting import StackError


@dataclass(frozen=True, slots=True)
class Account:
    """Numbers of a user of the system."""

    uid: int
    gid: int

    def give(self, path: Path) -> None:
        """Make the account the owner of a file or folder."""
        os.chown(path, self.uid, self.gid)


def server_account(name: str) -> Account | None:
    """Return whom to run a server as: `name`, whom its package made; None to stay who we are.

    PostgreSQL refuses to run as root. Raises StackError if root has no such user to be.
    """
    if os.geteuid() != 0:
        return None
    try:
        found = pwd.getpwnam(name)
    except KeyError:
        message = (
            f"the user {name} is missing, whom the server's package makes; run as another user"
        )
        raise StackError(message) from None
    return Account(found.pw_uid, found.pw_gid)

"""Running a program of a server's package to its end."""

import subprocess
from collections.abc import Mapping, Sequence

from deploy.stack.account import Account
from deploy.stack.waiting import StackError

_SECONDS = 90


def run(
    command: Sequence[str], environment: Mapping[str, str], account: Account | None = None
) -> str:
    """Return what the program printed. Raises StackError with its last words if it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - every command is written here
            command,
            env=dict(environment),
            cwd="/" if account else None,  # Another account may not enter ours.
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        message = f"{command[0]} cannot be run: {type(error).__name__}"
        raise StackError(message) from None
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()
        message = f"{command[0]} failed; it said: {said[-1]}"
        raise StackError(message)
    return done.stdout

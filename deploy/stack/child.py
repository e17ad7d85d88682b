"""A process that is started, watched and stopped from here."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from deploy.stack.account import Account
from deploy.stack.waiting import StackError


@dataclass(slots=True)
class Child:
    """One process, its log, and how it is asked to end.

    It gets a session of its own, so that Ctrl-C on the terminal reaches only us, and we decide
    who ends when. Where the system can, it is also told to end when we are gone.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it; what it prints is added to its log. Raises StackError."""
        with self.log.open("ab") as log:
            try:
                self._process = subprocess.Popen(  # noqa: S603 - every command is written here
                    [*_bound_to_us(self.stop_signal), *self.command],
                    env=dict(self.environment),
                    cwd="/" if self.account else None,  # Another account may not enter ours.
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    user=self.account.uid if self.account else None,
                    group=self.account.gid if self.account else None,
                    extra_groups=[] if self.account else None,
                )
            except OSError as error:
                message = f"{self.name} cannot be started: {error.strerror}"
                raise StackError(message) from None

    @property
    def pid(self) -> int:
        """Number of the running process."""
        if self._process is None:
            message = f"{self.name} is not running"
            raise StackError(message)
        return self._process.pid

    def is_alive(self) -> bool:
        """Return whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def check(self) -> None:
        """Raise StackError if it has ended."""
        if not self.is_alive():
            message = f"{self.name} has ended; read {self.log}"
            raise StackError(message)

    def ask_to_stop(self) -> None:
        """Ask it to end, without waiting."""
        if self._process is not None:
            # Popen itself knows whether the number still is this process's.
            self._process.send_signal(self.stop_signal)

    def wait(self, seconds: float) -> int:
        """Wait for its end, and return its exit status.

        It is killed when it takes longer, and what is left of its children in any case.
        """
        process = self._process
        if process is None:
            return 0
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        self.kill()
        return process.returncode

    def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        process, self._process = self._process, None
        if process is None:
            return
        # What it has started may outlive it, and holds the number of the group until then.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _bound_to_us(number: signal.Signals) -> list[str]:
    setpriv = shutil.which("setpriv")  # Part of util-linux.
    return [setpriv, f"--pdeathsig={number.name.removeprefix('SIG')}"] if setpriv else []

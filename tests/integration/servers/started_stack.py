"""`make stack` as a person starts it, watched from outside."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.support.running import free_ports, printed_key
from tests.support.waiting import wait_for

ROOT = Path(__file__).parents[3]
START_SECONDS = 150
STOP_SECONDS = 30


class Stack:
    """The stack on a data directory of its own."""

    def __init__(self, data_dir: Path, *, said: str = "said", **settings: str) -> None:
        self.data_dir = data_dir
        self._said = data_dir.parent / said
        api, site = free_ports(2)
        self.api_url, self.site_url = (f"http://127.0.0.1:{port}" for port in (api, site))
        self._environment = {
            **os.environ,
            "SARING_DATA_DIR": str(data_dir),
            "SARING_PORT": str(api),
            "SARING_SITE_PORT": str(site),
            "SARING_UNDO_SECONDS": "0",
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Start it; return what it told once it was ready."""
        process = self.run()
        wait_for(
            lambda: printed_key(self.said()) or process.poll() is not None,
            "the stack is ready",
            seconds=START_SECONDS,
        )
        assert process.poll() is None, self.said()
        return self.said()

    def run(self) -> subprocess.Popen[bytes]:
        """Start it without waiting."""
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "deploy.stack"],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
        return self._process

    def said(self) -> str:
        return self._said.read_text(encoding="utf-8")

    def stop(self, number: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(number)
        return self.exit_status()

    def exit_status(self) -> int:
        """Wait for its end."""
        assert self._process is not None
        return self._process.wait(STOP_SECONDS)

    def children(self) -> list[tuple[int, str]]:
        """Return number and command line of every process that the stack has started itself."""
        assert self._process is not None
        listing = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self._process.pid)],
            check=False,
            capture_output=True,
            text=True,
        ).stdout
        rows = (line.split(maxsplit=1) for line in listing.splitlines())
        return [(int(pid), arguments) for pid, arguments in rows]

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

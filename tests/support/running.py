"""The product as it runs for a user: started, stopped, killed and asked from outside."""

import os
import signal
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path

from deploy.stack.ports import free_port
from shared.database import Database
from tests.support.metrics import read_metric
from tests.support.waiting import BOUND_SECONDS, wait_for
from tests.support.web import App, fetch

SARING = str(Path(sys.executable).with_name("saring"))
NO_LIMIT = "1000000"
"""Requests a minute that nobody sends: tests, bursts of faults and benchmarks are not held up."""

_KEY_LINE = "API key: "


class Running(ABC):
    """One installation with a folder of its own; each wiring of the product is a subclass.

    `settings` are SARING_ variables without the prefix, in small letters.
    """

    processes: tuple[str, ...]
    """Names that `kill` takes."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.data_dir = folder / "data"
        self.logs = folder / "log"
        self.logs.mkdir()
        ports = free_ports(2)
        self.api_url, self.site_url = (f"http://127.0.0.1:{port}" for port in ports)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not _is_setting(name)},
            "SARING_DATA_DIR": str(self.data_dir),
            "SARING_PORT": str(ports[0]),
            "SARING_SITE_PORT": str(ports[1]),
            "SARING_RATE_LIMIT": NO_LIMIT,
            **{f"SARING_{name.upper()}": value for name, value in settings.items()},
        }
        self.key = ""

    @abstractmethod
    def start(self, *, ready: int = 200) -> None:
        """Start every process; return once `key` is printed and /readyz answers `ready`."""

    @abstractmethod
    def stop(self, number: signal.Signals = signal.SIGTERM, *, seconds: float = 30) -> int:
        """Ask the product to stop; return the worst exit status."""

    @abstractmethod
    def kill(self, process: str) -> None:
        """End one process as a power cut would: SIGKILL."""

    def kill_all(self) -> None:
        """Kill every process, at once."""
        for process in self.processes:
            self.kill(process)

    @property
    def app(self) -> App:
        """An internal app with the key that was printed."""
        return App(self.api_url, self.key)

    def saring(self, *arguments: str, typed: bytes = b"") -> subprocess.CompletedProcess[str]:
        """Run a command of this installation to its end; `typed` is its standard input."""
        done = subprocess.run(
            [SARING, *arguments],
            input=typed,
            env=self.environment_of(arguments[0]),
            capture_output=True,
            check=False,
            timeout=90,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    def environment_of(self, command: str) -> Mapping[str, str]:
        """Return what a command of the command line runs with."""
        del command
        return self.environment

    def output(self) -> str:
        """Return everything that the processes have printed and logged, of every start."""
        files = sorted(self.logs.iterdir())
        return "".join(path.read_text(encoding="utf-8") for path in files)

    @contextmanager
    def owned_database(self) -> Iterator[Database]:
        """Open moderation's database as somebody who may do anything with it."""
        with self.moderation_database() as database:
            yield database

    def readiness(self) -> int:
        """Return what /readyz answers, 0 if nobody does."""
        with suppress(OSError, HTTPException):
            return fetch(f"{self.api_url}/readyz").status
        return 0

    def metric(self, name: str, **labels: str) -> float:
        """Return a metric, summed over all series that have these labels; 0 if there is none."""
        return read_metric(self.scrape(), name, labels)

    def scrape(self) -> str:
        """Return all metrics as Prometheus is given them."""
        answer = fetch(f"{self.api_url}/metrics")
        assert answer.status == 200
        return answer.text

    @contextmanager
    def moderation_database(self) -> Iterator[Database]:
        """Open moderation's database beside the product, as somebody with access to it."""
        yield from _opened(self.environment, "DATABASE_URL", self.data_dir / "moderation.sqlite3")

    @contextmanager
    def publisher_database(self) -> Iterator[Database]:
        """Open the publisher's database beside the product."""
        file = self.data_dir / "publisher.sqlite3"
        yield from _opened(self.environment, "PUBLISHER_DATABASE_URL", file)


class EmbeddedRunning(Running):
    """`saring up`: one process, its databases and secrets in the data directory."""

    processes = ("up",)
    _process: subprocess.Popen[bytes] | None = None
    _starts = 0

    def start(self, *, ready: int = 200) -> None:
        self._starts += 1
        out, err = (self.logs / f"{self._starts:02}-{kind}.txt" for kind in ("out", "err"))
        with out.open("wb") as to_out, err.open("wb") as to_err:
            process = subprocess.Popen(
                [SARING, "up"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=to_out,
                stderr=to_err,
            )
        self._process = process

        def key() -> str:
            assert process.poll() is None, err.read_text(encoding="utf-8")[-2000:]
            return printed_key(out.read_text(encoding="utf-8"))

        self.key = wait_for(key, "saring up prints its key", seconds=2 * BOUND_SECONDS)
        wait_for(lambda: self.readiness() == ready, f"/readyz answers {ready}")

    def stop(self, number: signal.Signals = signal.SIGTERM, *, seconds: float = 30) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(number)
        return self._process.wait(seconds)

    def kill(self, process: str) -> None:
        assert process in self.processes
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def exit_status(self) -> int:
        """Wait until the process ends by itself; return its exit status."""
        assert self._process is not None
        return self._process.wait(BOUND_SECONDS)

    def welcome(self) -> str:
        """Return what the latest start told the person in front of it."""
        return (self.logs / f"{self._starts:02}-out.txt").read_text(encoding="utf-8")


def printed_key(output: str) -> str:
    """Return the API key that `output` names, empty if its line is not whole yet."""
    complete = output.splitlines() if output.endswith("\n") else output.splitlines()[:-1]
    return next((line.removeprefix(_KEY_LINE) for line in complete if _KEY_LINE in line), "")


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on at this moment."""
    return [free_port() for _ in range(count)]


def _is_setting(name: str) -> bool:
    return name.startswith("SARING_")


def _opened(environment: Mapping[str, str], variable: str, file: Path) -> Iterator[Database]:
    database = Database(environment.get(f"SARING_{variable}", f"sqlite:///{file}"))
    try:
        yield database
    finally:
        database.dispose()

"""A PostgreSQL server of our own: it listens on this host only, and keeps its data in a folder."""

import os
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL

from deploy.stack.access import Databases
from deploy.stack.account import Account
from deploy.stack.child import Child
from deploy.stack.command import run
from deploy.stack.folder import Folder
from deploy.stack.waiting import wait_until

DEFINITIONS = Path(__file__).parents[1] / "postgres"
SUPERUSER = "postgres"
MODERATION = "saring"
PUBLISHER = "saring_publisher"
_HOST = "127.0.0.1"
_PLACES = ("/usr/lib/postgresql", "/usr/local/lib/postgresql")
_START_SECONDS = 60
_SETTLE_SECONDS = 5
STOP_SECONDS = 10


class PostgreSQL:
    """The server; `options` are further settings of its, each as postgresql.conf names it."""

    def __init__(
        self,
        folder: Folder,
        programs: Path,
        port: int,
        *,
        account: Account | None = None,
        **options: str,
    ) -> None:
        self._folder = folder
        self._programs = programs
        self._account = account
        self._own = folder.of_server("postgresql", account)
        self._data = self._own / "data"
        self.port = port
        settings = {
            "listen_addresses": _HOST,
            "port": str(port),
            "unix_socket_directories": "",  # Their paths may be longer than systems take.
            "max_connections": "200",  # Each process has a pool of its own.
            **options,
        }
        self.process = Child(
            "postgresql",
            [
                str(programs / "postgres"),
                "-D",
                str(self._data),
                *[f"--{name}={value}" for name, value in settings.items()],
            ],
            {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            folder.log("postgresql"),
            account,
            stop_signal=signal.SIGINT,  # "Fast": sessions are ended, not waited for.
        )

    def start(self) -> None:
        """Start it, without waiting; make its data directory the first time."""
        if not (self._data / "PG_VERSION").exists():
            self._make_data_directory()
        self.process.start()

    def wait_until_ready(self) -> None:
        """Wait until it answers. Raises StackError.

        After a kill its old children may hold what it needs for a moment; then it ends at once,
        and is started again.
        """
        settled = time.monotonic() + _SETTLE_SECONDS

        def answers() -> bool:
            if not self.process.is_alive():
                if time.monotonic() > settled:
                    self.process.check()
                self.process.start()
            with suppress(psycopg.OperationalError), self.connect():
                return True
            return False

        wait_until(answers, "PostgreSQL answers", seconds=_START_SECONDS)

    def define(self) -> None:
        """Make roles and databases, or mend them. Raises StackError."""
        for role in ("owner", "moderation", "publisher"):
            self._folder.password(f"database_{role}")
        run(
            [str(DEFINITIONS / "init.sh")],
            {
                "PATH": f"{self._programs}:{os.environ.get('PATH', os.defpath)}",
                "PGHOST": _HOST,
                "PGPORT": str(self.port),
                "PGUSER": SUPERUSER,
                "PGPASSWORD": self._folder.password("database_superuser"),
                "PGCONNECT_TIMEOUT": "10",
                "SARING_SECRETS": str(self._folder.secrets),
            },
        )

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Connect as the superuser, who no process of the product is."""
        return psycopg.connect(
            host=_HOST,
            port=self.port,
            user=SUPERUSER,
            password=self._folder.password("database_superuser"),
            dbname=database,
            connect_timeout=5,
            autocommit=True,
        )

    def access(self, moderation: str = MODERATION, publisher: str = PUBLISHER) -> Databases:
        """Return the way into two databases of these names."""
        return Databases(
            self._url("owner", moderation),
            self._url("owner", publisher),
            self._url("moderation", moderation),
            self._url("publisher", publisher),
        )

    def _url(self, role: str, database: str) -> str:
        url = URL.create(
            "postgresql+psycopg",
            username=f"saring_{role}",
            password=self._folder.password(f"database_{role}"),
            host=_HOST,
            port=self.port,
            database=database,
        )
        return url.render_as_string(hide_password=False)

    @property
    def described(self) -> str:
        """Say where it is, and the role that sees everything of the product."""
        return f"PostgreSQL:  {_HOST}:{self.port}, saring, saring_publisher (saring_owner)"

    def stop(self, *, seconds: float = STOP_SECONDS) -> None:
        """Stop it in good order."""
        self.process.ask_to_stop()
        self.process.wait(seconds)

    def _make_data_directory(self) -> None:
        shutil.rmtree(self._data, ignore_errors=True)  # What an interrupted attempt left.
        password = self._own / "password"
        password.touch(mode=0o600)
        password.write_text(self._folder.password("database_superuser"), encoding="utf-8")
        if self._account is not None:
            self._account.give(password)
        try:
            run(
                [
                    str(self._programs / "initdb"),
                    f"--pgdata={self._data}",
                    f"--username={SUPERUSER}",
                    f"--pwfile={password}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                ],
                {"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                self._account,
            )
        finally:
            password.unlink()


def find_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL that is installed, if any."""
    versions = [
        folder / "bin"
        for place in _PLACES
        for folder in Path(place).glob("*")
        if (folder / "bin" / "initdb").exists()
    ]
    if versions:
        return max(versions, key=lambda folder: _number(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _number(version: str) -> float:
    with suppress(ValueError):
        return float(version)
    return 0

"""The product on PostgreSQL and RabbitMQ: the second wiring of `Running`."""

import dataclasses
import os
import signal
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from deploy.stack.access import Access
from deploy.stack.child import Child
from deploy.stack.folder import make_folder
from deploy.stack.processes import NAMES, Environment, make_processes, prepare
from shared.database import Database
from shared.signing import CommandSigner
from tests.support.running import Running, free_ports
from tests.support.waiting import BOUND_SECONDS, wait_for
from tests.support.web import fetch

STANDBY = "relay-2"
"""Name of a second relay, which `start` does not start."""


class StackRunning(Running):
    """api, worker, relay and publisher, a process each, on servers that run already."""

    processes: tuple[str, ...] = NAMES

    def __init__(self, folder: Path, settings: Mapping[str, str], access: Access) -> None:
        # One API process starts sooner than two; a test that wants more says so.
        super().__init__(folder, {"api_processes": "1", **settings})
        self.data_dir.mkdir()
        if "signing_key" in settings:
            public = CommandSigner(settings["signing_key"]).public_key
            self.environment["SARING_VERIFY_KEYS"] = public
        # The folder's `log` is where `output` looks.
        self._parts = Environment(self.environment, access, make_folder(folder))
        self._ports = dict(zip((*NAMES[1:], STANDBY), free_ports(len(NAMES)), strict=True))
        children = make_processes(self._parts, self._ports)
        self._children = {child.name: child for child in (*children, self._standby(children))}
        # Who types commands has the rights of both services.
        self.environment = {**self._parts.of_publisher(), **self._parts.of_moderation()}

    def _standby(self, children: list[Child]) -> Child:
        relay = next(child for child in children if child.name == "relay")
        environment = {**relay.environment, "SARING_METRICS_PORT": str(self._ports[STANDBY])}
        log = self._parts.folder.log(STANDBY)
        return dataclasses.replace(relay, name=STANDBY, environment=environment, log=log)

    def start(self, *, ready: int = 200) -> None:
        if not self.key:
            prepare(self._parts)
            self.key = self.saring("keys", "create", "local").stdout.splitlines()[-1]
        for name in self.processes:
            self.start_one(name)
        self.wait_until_listening(*self.processes)
        wait_for(lambda: self.readiness() == ready, f"/readyz answers {ready}")

    def replace_command(
        self, name: str, command: Sequence[str], settings: Mapping[str, str]
    ) -> None:
        """Run something else in the place of a process, before it is started."""
        child = self._children[name]
        self._children[name] = dataclasses.replace(
            child, command=command, environment={**child.environment, **settings}
        )

    def set_up(self, name: str, **settings: str) -> None:
        """Give a process further settings, before it is started; named as in `Running`."""
        child = self._children[name]
        given = {f"SARING_{setting.upper()}": value for setting, value in settings.items()}
        self._children[name] = dataclasses.replace(
            child, environment={**child.environment, **given}
        )

    def start_one(self, name: str) -> None:
        """Start one process, without waiting."""
        self._children[name].start()

    def wait_until_listening(self, *names: str) -> None:
        """Return once these processes listen where they should; a worker does when it is ready."""

        def all_listen() -> bool:
            for name in names:
                self._children[name].check()
            return all(map(_listens, map(self._port, names)))

        wait_for(all_listen, f"{', '.join(names)} listen", seconds=2 * BOUND_SECONDS)

    def stop(
        self, number: signal.Signals = signal.SIGTERM, *, seconds: float = BOUND_SECONDS
    ) -> int:
        alive = [child for child in self._children.values() if child.is_alive()]
        for child in alive:
            os.kill(child.pid, number)
        return max((abs(child.wait(seconds)) for child in alive), default=0)

    def kill(self, process: str) -> None:
        self._children[process].kill()

    def kill_all(self) -> None:
        for process in self._children:
            self.kill(process)

    def pid(self, process: str) -> int:
        """Return the number of a process; its children are not its group's only members."""
        return self._children[process].pid

    def environment_of(self, command: str) -> Mapping[str, str]:
        return self._parts.of_owner() if command == "db" else self.environment

    @contextmanager
    def owned_database(self) -> Iterator[Database]:
        database = Database(self._parts.access.databases.owner)
        try:
            yield database
        finally:
            database.dispose()

    def scrape(self) -> str:
        """Return the metrics of all processes that answer, one after another."""
        return "".join(map(self.scrape_one, NAMES))

    def scrape_one(self, process: str) -> str:
        """Return the metrics of one process."""
        return fetch(f"http://127.0.0.1:{self._port(process)}/metrics").text

    def _port(self, name: str) -> int:
        if name == "api":
            return urlsplit(self.api_url).port or 0
        return self._ports[name]


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True

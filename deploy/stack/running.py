"""The whole stack: servers, then the product's processes; watched, and stopped in reverse."""

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import NoReturn

from deploy.stack.child import Child
from deploy.stack.processes import Environment, make_processes, prepare
from deploy.stack.servers import Servers
from deploy.stack.waiting import wait_until

_READY_SECONDS = 90
_PROCESSES_STOP_SECONDS = 5.5
_SERVERS_STOP_SECONDS = 3.5
"""Together they keep the promise to stop within 10 s."""

_WATCH_SECONDS = 0.2
_HTTP_OK = 200


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the product's processes listen on this host."""

    api: int
    site: int
    metrics: Mapping[str, int]
    """Of each process but the API, whose metrics are on its own port."""


class Stack:
    """Everything that runs."""

    def __init__(self, servers: Servers, environment: Environment, host: str, ports: Ports) -> None:
        self._servers = servers
        self._environment = environment
        self._host = host
        self._ports = ports
        self._processes = make_processes(environment, ports.metrics)

    def start(self) -> None:
        """Start everything; return when all of it answers. Raises StackError."""
        self._servers.start()
        prepare(self._environment)
        self._servers.wait_for_broker()
        for process in self._processes:
            process.start()
        self._wait_until_ready(self._processes)

    def watch(self) -> NoReturn:
        """Return never; raises StackError as soon as something has ended."""
        while True:
            self._check()
            time.sleep(_WATCH_SECONDS)

    def stop(self) -> None:
        """Stop the processes, which finish what they hold, and then the servers."""
        deadline = time.monotonic() + _PROCESSES_STOP_SECONDS
        for process in self._processes:
            process.ask_to_stop()
        for process in self._processes:
            process.wait(max(0, deadline - time.monotonic()))
        self._servers.stop(seconds=_SERVERS_STOP_SECONDS)

    def _check(self) -> None:
        self._servers.check()
        for process in self._processes:
            process.check()

    def _wait_until_ready(self, waited_for: list[Child]) -> None:
        def ready() -> bool:
            self._check()
            listening = (self._ports.site, *self._ports.metrics.values())
            return all(map(self._listens, listening)) and self._api_is_ready()

        names = ", ".join(process.name for process in waited_for)
        wait_until(ready, f"{names} are ready", seconds=_READY_SECONDS)

    def _listens(self, port: int) -> bool:
        try:
            socket.create_connection((self._host, port), timeout=1).close()
        except OSError:
            return False
        return True

    def _api_is_ready(self) -> bool:
        connection = HTTPConnection(self._host, self._ports.api, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == _HTTP_OK
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

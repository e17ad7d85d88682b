"""PostgreSQL and RabbitMQ: those that settings name, else our own, installed first if need be."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from deploy.stack import postgresql, rabbitmq
from deploy.stack.access import Access, Brokers, Databases
from deploy.stack.account import server_account
from deploy.stack.folder import Folder
from deploy.stack.named import Named
from deploy.stack.ports import free_port
from deploy.stack.postgresql import PostgreSQL
from deploy.stack.rabbitmq import RabbitMQ
from deploy.stack.waiting import StackError

POSTGRESQL_PORT = 15432
AMQP_PORT = 15673
_INSTALL = Path(__file__).parents[1] / "install-servers.sh"


@dataclass(frozen=True, slots=True)
class Servers:
    """The servers; None for one that is not ours to start and stop."""

    named: Named
    postgresql: PostgreSQL | None
    rabbitmq: RabbitMQ | None

    @property
    def access(self) -> Access:
        """The way in: the named one for everybody, to our own one for each part."""
        named = self.named
        if self.postgresql is not None:
            databases = self.postgresql.access()
        else:
            both = (_value(named.database_url), _value(named.publisher_database_url))
            databases = Databases(*both, *both)
        if self.rabbitmq is not None:
            return Access(databases, self.rabbitmq.access())
        return Access(databases, Brokers(*[_value(named.broker_url)] * 2))

    def start(self) -> None:
        """Start ours, side by side; return when the databases can be used. Raises StackError."""
        if self.rabbitmq is not None:
            self.rabbitmq.start()  # First, for it takes the longest.
        if self.postgresql is not None:
            self.postgresql.start()
            self.postgresql.wait_until_ready()
            self.postgresql.define()

    def wait_for_broker(self) -> None:
        """Wait until the broker can be used too. Raises StackError."""
        if self.rabbitmq is not None:
            self.rabbitmq.wait_until_ready()

    def check(self) -> None:
        """Raise StackError if one of ours has ended."""
        for server in self._ours():
            server.process.check()

    def stop(self, *, seconds: float) -> None:
        """Stop ours, side by side; what takes longer is killed, which loses nothing."""
        deadline = time.monotonic() + seconds
        for server in self._ours():
            server.process.ask_to_stop()
        for server in self._ours():
            server.stop(seconds=max(0, deadline - time.monotonic()))

    def _ours(self) -> list[PostgreSQL | RabbitMQ]:
        return [server for server in (self.rabbitmq, self.postgresql) if server is not None]


def find_servers(named: Named, folder: Folder) -> Servers:
    """Return the servers, ours not started yet. Raises StackError."""
    return Servers(
        named,
        None if named.database_url else own_postgresql(folder, POSTGRESQL_PORT),
        None if named.broker_url else own_rabbitmq(folder, AMQP_PORT),
    )


def own_postgresql(folder: Folder, port: int = 0, **options: str) -> PostgreSQL:
    """Return a PostgreSQL of our own in `folder`, on `port` if that is free. Raises StackError."""
    programs = _programs(postgresql.find_programs, "postgresql")
    account = server_account("postgres")
    return PostgreSQL(folder, programs, free_port(port), account=account, **options)


def own_rabbitmq(folder: Folder, port: int = 0, *, measured: bool = False) -> RabbitMQ:
    """Return a RabbitMQ of our own in `folder`, on `port` if that is free. Raises StackError.

    `measured`: it also answers Prometheus.
    """
    programs = _programs(rabbitmq.find_programs, "rabbitmq-server")
    ports = rabbitmq.Ports(
        amqp=free_port(port),
        distribution=free_port(),
        epmd=free_port(),
        metrics=free_port() if measured else None,
    )
    return RabbitMQ(folder, programs, ports, server_account("rabbitmq"))


def _programs(find: Callable[[], Path | None], package: str) -> Path:
    programs = find()
    if programs is None:
        sys.stderr.flush()
        subprocess.run([_INSTALL, package], check=False)  # noqa: S603 - our own script
        programs = find()
    if programs is None:
        message = f"{package} is needed and could not be installed"
        raise StackError(message)
    return programs


def _value(url: SecretStr | None) -> str:
    if url is None:
        message = "a server is neither ours nor named"
        raise StackError(message)
    return url.get_secret_value()

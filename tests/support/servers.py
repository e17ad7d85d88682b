"""A real PostgreSQL and a real RabbitMQ for tests: started once, private, gone at the end."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from psycopg import sql

from deploy.stack.access import Brokers, Databases
from deploy.stack.command import run
from deploy.stack.folder import Folder, make_folder
from deploy.stack.postgresql import MODERATION, PUBLISHER, PostgreSQL
from deploy.stack.processes import SARING
from deploy.stack.rabbitmq import RabbitMQ
from deploy.stack.servers import own_postgresql, own_rabbitmq

_numbers = itertools.count(1)


class PrivatePostgreSQL:
    """The server, and databases for one test each."""

    def __init__(self, server: PostgreSQL) -> None:
        self.server = server

    def fresh(self) -> Databases:
        """Return two new databases, migrated and empty, with the rights of the real ones."""
        number = next(_numbers)
        names = (f"moderation_{number}", f"publisher_{number}")
        with self.server.connect() as connection:
            for name, template, role in zip(
                names,
                (MODERATION, PUBLISHER),
                ("saring_moderation", "saring_publisher"),
                strict=True,
            ):
                # What is inside is copied; rights on the database itself are not.
                for statement in (
                    "CREATE DATABASE {name} TEMPLATE {template} OWNER saring_owner",
                    "REVOKE ALL ON DATABASE {name} FROM PUBLIC",
                    "GRANT CONNECT ON DATABASE {name} TO {role}",
                ):
                    connection.execute(
                        sql.SQL(statement).format(
                            name=sql.Identifier(name),
                            template=sql.Identifier(template),
                            role=sql.Identifier(role),
                        ),
                    )
        return self.server.access(*names)

    @contextmanager
    def down(self, *, killed: bool = False) -> Iterator[None]:
        """Let the server be away for a while; `killed`: as after a power cut."""
        yield from _down(self.server, killed=killed)


class PrivateRabbitMQ:
    """The broker, and virtual hosts for one test each."""

    def __init__(self, server: RabbitMQ) -> None:
        self.server = server

    def fresh(self) -> Brokers:
        """Return the way into a new virtual host, with the rights of the real one."""
        vhost = f"saring-{next(_numbers)}"
        self.server.define(vhost)
        return self.server.access(vhost)

    def queue_lengths(self, brokers: Brokers) -> dict[str, int]:
        """Return how many messages each queue of a virtual host holds; up to 5 s old."""
        vhost = brokers.moderation.rpartition("/")[2]
        listing = self.server.control(
            "list_queues", "--no-table-headers", "--vhost", vhost, "name", "messages"
        )
        rows = (line.split("\t") for line in listing.splitlines() if "\t" in line)
        return {name: int(messages) for name, messages in rows}

    @contextmanager
    def down(self, *, killed: bool = False) -> Iterator[None]:
        """Let the broker be away for a while; `killed`: as after a power cut."""
        yield from _down(self.server, killed=killed)


def _down(server: PostgreSQL | RabbitMQ, *, killed: bool) -> Iterator[None]:
    if killed:
        server.process.kill()
    else:
        server.stop()
    try:
        yield
    finally:
        server.start()
        server.wait_until_ready()


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """Give a folder into which servers that run as other users can go."""
    path = Path(tempfile.mkdtemp(prefix="saring-"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path)


@pytest.fixture(scope="session")
def server_folder() -> Iterator[Folder]:
    """Give the folder of this session's servers."""
    with reachable_folder() as path:
        yield make_folder(path)


@pytest.fixture(scope="session")
def postgresql(server_folder: Folder) -> Iterator[PrivatePostgreSQL]:
    """Start PostgreSQL with roles and migrated databases, which tests copy by `fresh`."""
    # Nothing in a test cuts the power: what the system's cache holds survives every kill.
    server = own_postgresql(server_folder, fsync="off")
    try:
        server.start()
        server.wait_until_ready()
        server.define()
        databases = server.access()
        urls = {
            "SARING_DATABASE_URL": databases.owner,
            "SARING_PUBLISHER_DATABASE_URL": databases.owner_of_publisher,
        }
        run([SARING, "db", "upgrade"], {**os.environ, **urls})
        yield PrivatePostgreSQL(server)
    finally:
        server.stop()


@pytest.fixture(scope="session")
def rabbitmq(server_folder: Folder) -> Iterator[PrivateRabbitMQ]:
    """Start RabbitMQ with both users; tests make virtual hosts by `fresh`."""
    server = own_rabbitmq(server_folder)
    try:
        server.start()
        server.wait_until_ready()
        yield PrivateRabbitMQ(server)
    finally:
        server.stop()

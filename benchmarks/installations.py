"""Installations to measure, on servers of their own, in each wiring."""

import dataclasses
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.stack.access import Access
from deploy.stack.command import run
from deploy.stack.folder import make_folder
from deploy.stack.processes import SARING
from deploy.stack.servers import own_postgresql, own_rabbitmq
from shared.exposition import MULTIPROCESS_DIR
from tests.support.running import EmbeddedRunning, Running
from tests.support.servers import PrivatePostgreSQL, PrivateRabbitMQ, reachable_folder
from tests.support.stack import StackRunning

NO_OP_WORKER = (sys.executable, "-m", "benchmarks.no_op_worker")


@dataclasses.dataclass(frozen=True, slots=True)
class Servers:
    """A PostgreSQL and a RabbitMQ, as durable as in production."""

    postgresql: PrivatePostgreSQL
    rabbitmq: PrivateRabbitMQ


@contextmanager
def servers() -> Iterator[Servers]:
    """Start both, and stop them at the end."""
    with reachable_folder() as path:
        folder = make_folder(path)
        postgresql, rabbitmq = own_postgresql(folder), own_rabbitmq(folder)
        try:
            for server in (postgresql, rabbitmq):
                server.start()
            for server in (postgresql, rabbitmq):
                server.wait_until_ready()
            postgresql.define()
            databases = postgresql.access()
            urls = {
                "SARING_DATABASE_URL": databases.owner,
                "SARING_PUBLISHER_DATABASE_URL": databases.owner_of_publisher,
            }
            run([SARING, "db", "upgrade"], {**os.environ, **urls})
            yield Servers(PrivatePostgreSQL(postgresql), PrivateRabbitMQ(rabbitmq))
        finally:
            rabbitmq.stop()
            postgresql.stop()


@contextmanager
def stack(on: Servers, *, workers: int, no_op: bool = False) -> Iterator[Running]:
    """Run the real deployment on empty databases; `no_op`: with screening that finds nothing."""
    access = Access(on.postgresql.fresh(), on.rabbitmq.fresh())
    with tempfile.TemporaryDirectory() as folder:
        running = StackRunning(
            Path(folder), {"api_processes": "2", "worker_processes": str(workers)}, access
        )
        if no_op:
            running.replace_command("worker", NO_OP_WORKER, {MULTIPROCESS_DIR: folder})
        yield from _run(running)


@contextmanager
def embedded() -> Iterator[Running]:
    """Run the embedded default on an empty data directory."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _run(EmbeddedRunning(Path(folder), {}))


def _run(running: Running) -> Iterator[Running]:
    try:
        running.start()
        yield running
        running.stop()
    finally:
        running.kill_all()

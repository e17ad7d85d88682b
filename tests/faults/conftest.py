"""The product on real servers, once for each module."""

from collections.abc import Iterator

import pytest

from deploy.stack.access import Access
from tests.faults.faulty import Faulty
from tests.support.servers import PrivatePostgreSQL, PrivateRabbitMQ
from tests.support.stack import StackRunning


@pytest.fixture(scope="module")
def stopped(
    postgresql: PrivatePostgreSQL,
    rabbitmq: PrivateRabbitMQ,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Faulty]:
    """Give a stack of which no process has ever run."""
    brokers = rabbitmq.fresh()
    access = Access(postgresql.fresh(), brokers)
    running = StackRunning(tmp_path_factory.mktemp("faults"), {}, access)
    try:
        yield Faulty(running, brokers)
    finally:
        running.kill_all()


@pytest.fixture(scope="module")
def stack(stopped: Faulty) -> Faulty:
    """Give the stack, running."""
    stopped.running.start()
    return stopped

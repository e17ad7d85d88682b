"""The product on real servers, once for each module."""

from collections.abc import Iterator

import pytest

from deploy.stack.access import Access
from tests.faults.faulty import Faulty
from tests.faults.wire import Wire
from tests.support.servers import PrivatePostgreSQL, PrivateRabbitMQ
from tests.support.stack import StackRunning


@pytest.fixture(scope="module")
def stopped(
    postgresql: PrivatePostgreSQL,
    rabbitmq: PrivateRabbitMQ,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Faulty]:
    """Give a stack of which no process has ever run."""
    access = Access(postgresql.fresh(), rabbitmq.fresh())
    running = StackRunning(tmp_path_factory.mktemp("faults"), {}, access)
    try:
        yield Faulty(running, access, postgresql)
    finally:
        running.kill_all()


@pytest.fixture(scope="module")
def stack(stopped: Faulty) -> Faulty:
    """Give the stack, running."""
    stopped.running.start()
    return stopped


@pytest.fixture(scope="module")
def wired(stopped: Faulty) -> Iterator[Faulty]:
    """Give the stack, running; relay and publisher reach the broker by a wire each."""
    brokers = stopped.access.brokers
    stopped.wires = {"relay": Wire(brokers.moderation), "publisher": Wire(brokers.publisher)}
    for process, wire in stopped.wires.items():
        stopped.running.set_up(process, broker_url=wire.url)
    stopped.running.start()
    yield stopped
    stopped.running.kill_all()
    for wire in stopped.wires.values():
        wire.shutdown()
        wire.server_close()

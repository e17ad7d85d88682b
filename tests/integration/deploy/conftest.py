"""The real deployment as processes, with a real Prometheus that scrapes it."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from deploy.stack.access import Access
from deploy.stack.folder import Folder, make_folder
from deploy.stack.ports import free_port
from deploy.stack.processes import Environment, make_processes, prepare
from deploy.stack.rabbitmq import RabbitMQ
from deploy.stack.servers import own_rabbitmq
from tests.guards.repository import ROOT
from tests.integration.deploy.prometheus import Prometheus
from tests.integration.deploy.stack import ObservedStack
from tests.support.servers import PrivatePostgreSQL, postgresql, server_folder

__all__ = ["postgresql", "server_folder"]

PACKAGES = ("prometheus", "prometheus-alertmanager")
PROCESSES = ("worker", "relay", "publisher")


@pytest.fixture(scope="session", autouse=True)
def _prometheus_is_installed() -> None:
    if shutil.which("promtool") is None or shutil.which("amtool") is None:
        subprocess.run([ROOT / "deploy" / "install-servers.sh", *PACKAGES], check=True)


@pytest.fixture(scope="module")
def broker(server_folder: Folder) -> Iterator[RabbitMQ]:
    """Start a RabbitMQ that tells Prometheus about its queues."""
    # In a folder beside that of the broker which other tests share.
    server = own_rabbitmq(make_folder(server_folder.path / "measured"), measured=True)
    try:
        server.start()
        server.wait_until_ready()
        yield server
    finally:
        server.stop(seconds=20)


@pytest.fixture(scope="module")
def stack(
    server_folder: Folder,
    postgresql: PrivatePostgreSQL,
    broker: RabbitMQ,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ObservedStack]:
    """Start api, worker, relay and publisher on servers of their own."""
    ports = {name: free_port() for name in ("api", "site", *PROCESSES)}
    settings = {
        "PATH": os.environ["PATH"],
        "SARING_DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "SARING_PORT": str(ports["api"]),
        "SARING_SITE_PORT": str(ports["site"]),
        "SARING_API_PROCESSES": "1",
        "SARING_WORKER_PROCESSES": "1",
        "PROMETHEUS_DISABLE_CREATED_SERIES": "1",
    }
    access = Access(postgresql.fresh(), broker.access())
    environment = Environment(settings, access, server_folder)
    prepare(environment)
    processes = make_processes(environment, {name: ports[name] for name in PROCESSES})
    try:
        for process in processes:
            process.start()
        assert broker.ports.metrics is not None
        yield ObservedStack(environment, ports, broker.ports.metrics)
    finally:
        for process in processes:
            process.ask_to_stop()
        for process in processes:
            process.wait(20)


@pytest.fixture(scope="module")
def prometheus(
    stack: ObservedStack, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Prometheus]:
    """Start Prometheus with the committed settings, pointed at this stack."""
    prometheus = Prometheus(tmp_path_factory.mktemp("prometheus"), stack.targets())
    try:
        prometheus.start()
        yield prometheus
    finally:
        prometheus.stop()

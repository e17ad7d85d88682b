"""A RabbitMQ of a test's own, with the plugin for Prometheus that the containers' broker has."""

from collections.abc import Mapping

from deploy.stack import rabbitmq
from deploy.stack.account import server_account
from deploy.stack.folder import Folder, make_folder
from deploy.stack.ports import free_port
from deploy.stack.rabbitmq import DEFINITIONS, Ports, RabbitMQ
from deploy.stack.servers import own_rabbitmq


class MeasuredRabbitMQ(RabbitMQ):
    """The broker, which also answers Prometheus on `metrics_port`."""

    metrics_port = 0

    def _files(self) -> Mapping[str, str]:
        files = dict(super()._files())
        files["enabled_plugins"] = (DEFINITIONS / "enabled_plugins").read_text(encoding="utf-8")
        files["rabbitmq.conf"] += (
            f"prometheus.tcp.ip = 127.0.0.1\nprometheus.tcp.port = {self.metrics_port}\n"
        )
        return files


def measured_rabbitmq(folder: Folder) -> MeasuredRabbitMQ:
    """Return the broker, not started, in a folder beside the one of other tests."""
    programs = rabbitmq.find_programs()
    if programs is None:
        own_rabbitmq(folder)  # Installs it.
        programs = rabbitmq.find_programs()
    assert programs is not None
    ports = Ports(amqp=free_port(), distribution=free_port(), epmd=free_port())
    own = make_folder(folder.path / "measured")
    server = MeasuredRabbitMQ(own, programs, ports, server_account("rabbitmq"))
    server.metrics_port = free_port()
    return server

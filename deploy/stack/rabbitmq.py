"""A RabbitMQ broker of our own: it listens on this host only, and keeps its data in a folder."""

import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pika
from pika.exceptions import AMQPError

from deploy.stack.access import Brokers
from deploy.stack.account import Account
from deploy.stack.child import Child
from deploy.stack.command import run
from deploy.stack.folder import Folder
from deploy.stack.waiting import wait_until

DEFINITIONS = Path(__file__).parents[1] / "rabbitmq"
VHOST = "saring"
_HOST = "127.0.0.1"
_NODE = "saring@localhost"
"""Names of nodes need be unique per `epmd` only, and each broker has its own."""

_PLACES = (Path("/usr/lib/rabbitmq/bin"), Path("/usr/local/sbin"))
_START_SECONDS = 90
STOP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Ports:
    """What a broker listens on: for clients, for other nodes, and where those ask for it.

    `metrics`: for Prometheus, if it may ask.
    """

    amqp: int
    distribution: int
    epmd: int
    metrics: int | None = None


class RabbitMQ:
    """The broker, and the `epmd` by which its command line finds it."""

    def __init__(
        self, folder: Folder, programs: Path, ports: Ports, account: Account | None = None
    ) -> None:
        self._folder = folder
        self._programs = programs
        self._account = account
        self._own = folder.of_server("rabbitmq", account)
        self.ports = ports
        self._environment = self._make_environment()
        self._epmd = Child(
            "epmd",
            ["epmd", "-address", _HOST, "-port", str(ports.epmd), "-relaxed_command_check"],
            self._environment,
            folder.log("epmd"),
            account,
        )
        self.process = Child(
            "rabbitmq",
            [str(programs / "rabbitmq-server")],
            self._environment,
            folder.log("rabbitmq"),
            account,
        )

    def start(self) -> None:
        """Start it, without waiting."""
        for name, text in self._files().items():
            self._write(name, text)
        if not self._epmd.is_alive():
            self._epmd.start()
        self.process.start()

    def wait_until_ready(self) -> None:
        """Wait until it lets the services in. Raises StackError."""

        def answers() -> bool:
            self.process.check()
            try:
                pika.BlockingConnection(pika.URLParameters(self.access().moderation)).close()
            except (AMQPError, OSError):
                return False
            return True

        wait_until(answers, "RabbitMQ lets the services in", seconds=_START_SECONDS)

    def access(self, vhost: str = VHOST) -> Brokers:
        """Return the way into a virtual host."""
        return Brokers(self._url("moderation", vhost), self._url("publisher", vhost))

    def _url(self, user: str, vhost: str) -> str:
        password = self._folder.password(f"broker_{user}")
        return f"amqp://saring_{user}:{password}@{_HOST}:{self.ports.amqp}/{vhost}"

    def define(self, vhost: str) -> None:
        """Make another virtual host, in which the users have the same rights as in the first."""
        name = f"definitions-{vhost}.json"
        self._write(name, self._definitions(vhost))
        self.control("import_definitions", str(self._own / name))

    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl; return what it prints. Raises StackError."""
        command = [str(self._programs / "rabbitmqctl"), "--quiet", *arguments]
        return run(command, self._environment, self._account)

    @property
    def described(self) -> str:
        """Say where it is."""
        return f"RabbitMQ:  {_HOST}:{self.ports.amqp}, vhost {VHOST}"

    def stop(self, *, seconds: float = STOP_SECONDS) -> None:
        """Stop it in good order, and `epmd` after it."""
        self.process.ask_to_stop()
        self.process.wait(seconds)
        self._epmd.kill()

    def _files(self) -> Mapping[str, str]:
        own = f"""
listeners.tcp.1 = {_HOST}:{self.ports.amqp}
load_definitions = {self._own / "definitions.json"}
"""
        # None: the one for Prometheus, which containers have, takes five seconds to stop.
        plugins = "[]."
        if self.ports.metrics is not None:
            own += f"prometheus.tcp.ip = {_HOST}\nprometheus.tcp.port = {self.ports.metrics}\n"
            plugins = (DEFINITIONS / "enabled_plugins").read_text(encoding="utf-8")
        files = {
            "rabbitmq.conf": (DEFINITIONS / "rabbitmq.conf").read_text(encoding="utf-8") + own,
            "enabled_plugins": plugins,
            "definitions.json": self._definitions(VHOST),
        }
        if not (self._own / ".erlang.cookie").exists():
            files[".erlang.cookie"] = secrets.token_hex(20)
        return files

    def _definitions(self, vhost: str) -> str:
        for user in ("moderation", "publisher"):
            self._folder.password(f"broker_{user}")
        return run(
            [str(DEFINITIONS / "definitions.sh"), vhost],
            {
                "PATH": os.environ.get("PATH", os.defpath),
                "SARING_SECRETS": str(self._folder.secrets),
            },
        )

    def _write(self, name: str, text: str) -> None:
        """Write a file that only the broker reads."""
        path = self._own / name
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
        if self._account is not None:
            self._account.give(path)

    def _make_environment(self) -> Mapping[str, str]:
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "HOME": str(self._own),  # Where Erlang keeps the cookie that lets nodes and tools in.
            "ERL_CRASH_DUMP": str(self._own / "erl_crash.dump"),
            "ERL_EPMD_ADDRESS": _HOST,
            "ERL_EPMD_PORT": str(self.ports.epmd),
            "RABBITMQ_NODENAME": _NODE,
            "RABBITMQ_DIST_PORT": str(self.ports.distribution),
            "RABBITMQ_MNESIA_BASE": str(self._own / "data"),
            "RABBITMQ_LOG_BASE": str(self._own / "log"),
            "RABBITMQ_LOGS": "-",  # To where it was started from.
            "RABBITMQ_CONFIG_FILE": str(self._own / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self._own / "advanced.config"),
            "RABBITMQ_CONF_ENV_FILE": str(self._own / "rabbitmq-env.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self._own / "enabled_plugins"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(self._own / "generated"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            # The script then becomes the broker, instead of waiting for it and running a slow
            # command when it is told to stop; the broker itself stops in good order on SIGTERM.
            "RABBITMQ_ALLOW_INPUT": "1",
            "RABBITMQ_SERVER_START_ARGS": "-noinput",
        }


def find_programs() -> Path | None:
    """Return the folder of RabbitMQ's own scripts, if it is installed.

    Debian's commands of the same names in the PATH are wrappers that insist on root.
    """
    for place in _PLACES:
        if (place / "rabbitmqctl").exists():
            return place
    found = shutil.which("rabbitmq-server")
    return Path(found).resolve().parent if found else None

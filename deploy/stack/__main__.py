"""`make stack`: the real deployment as processes of this machine, until Ctrl-C."""

import os
import signal
import socket
import sys

from deploy.stack.folder import Folder, stack_folder
from deploy.stack.named import Named
from deploy.stack.ports import free_port
from deploy.stack.processes import Environment, check_keys
from deploy.stack.running import Ports, Stack
from deploy.stack.servers import Servers, find_servers
from deploy.stack.waiting import StackError
from services.embedded.lock import AlreadyRunningError, data_directory_lock
from services.embedded.welcome import welcome
from services.moderation.settings import ModerationSettings, load_settings
from services.moderation.wiring import open_database
from shared.settings import SettingsError, read_settings

_METRICS_PORTS = {"worker": 9101, "relay": 9102, "publisher": 9103}
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_WRONG_SETTING = 2


def main() -> int:
    """Run until told to stop; return the exit status."""
    # Set explicitly: a shell starts background jobs with SIGINT ignored.
    for number in _SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # As by nohup.
            signal.signal(number, signal.default_int_handler)
    try:
        settings = load_settings()
        named = read_settings(Named)
        named.check()
        check_keys(os.environ)
        _check_port("SARING_PORT", settings.host, settings.port)
        _check_port("SARING_SITE_PORT", settings.host, settings.site_port)
        folder = stack_folder(settings.data_dir)
        with data_directory_lock(folder.path):
            _serve(settings, folder, find_servers(named, folder))
    except KeyboardInterrupt:
        return 0
    except AlreadyRunningError:
        return _fail(f"another stack serves {settings.data_dir}; stop it, or set SARING_DATA_DIR")
    except StackError as error:
        return _fail(str(error))
    except SettingsError as error:
        return _fail(str(error), status=_WRONG_SETTING)
    return 0


def _serve(settings: ModerationSettings, folder: Folder, servers: Servers) -> None:
    """Run everything; KeyboardInterrupt or StackError is its end."""
    environment = Environment(os.environ, servers.access, folder)
    metrics = {name: free_port(port) for name, port in _METRICS_PORTS.items()}
    ports = Ports(settings.port, settings.site_port, metrics)
    stack = Stack(servers, environment, settings.host, ports)
    _say("starting PostgreSQL, RabbitMQ, api, worker, relay, publisher ...")
    try:
        stack.start()
        _tell(environment, servers, ports)
        stack.watch()
    finally:
        for number in _SIGNALS:  # A second Ctrl-C must not leave half of it running.
            signal.signal(number, signal.SIG_IGN)
        _say("stopping ...")
        stack.stop()


def _tell(environment: Environment, servers: Servers, ports: Ports) -> None:
    """Print where everything is, and a command to try it with a key of its own."""
    settings = read_settings(ModerationSettings, environment.of_moderation())
    metrics = [("api", ports.api), *ports.metrics.items()]
    lines = [
        "",
        *(
            f"Metrik / metrics, {name}:  http://{settings.host}:{port}/metrics"
            for name, port in metrics
        ),
        f"Log / logs:  {environment.folder.log('*')}",
        *(f"{server.described}" for server in (servers.postgresql, servers.rabbitmq) if server),
        f"Kata sandi dan kunci / passwords and keys:  {environment.folder.secrets}",
        "",
    ]
    sys.stdout.write("\n".join(lines))
    database = open_database(settings)
    try:
        welcome(settings, database, sys.stdout)
    finally:
        database.dispose()


def _check_port(setting: str, host: str, port: int) -> None:
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        message = f"{setting}: cannot listen on {host}:{port} ({error.strerror}); set another"
        raise StackError(message) from None


def _say(what: str) -> None:
    sys.stderr.write(f"stack: {what}\n")


def _fail(message: str, *, status: int = 1) -> int:
    _say(message)
    return status


if __name__ == "__main__":
    sys.exit(main())

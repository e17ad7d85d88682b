"""Settings of gunicorn for `saring run api`, each with its reason."""

import os
from typing import Any

from prometheus_client import multiprocess

from services.moderation.settings import load_settings
from shared.logs import configure_logging

_settings = load_settings()

bind = f"{_settings.host}:{_settings.port}"
workers = _settings.api_processes
# Threads: a request that waits for its verdict holds one, and does nothing meanwhile.
worker_class = "gthread"
threads = 16
# After the fork, never before: the screener's threads and connections do not survive one.
preload_app = False
timeout = 60  # The longest wait (30 s) and then some.
graceful_timeout = 8  # Stops within 10 s.
keepalive = 5
# Heartbeat files on a disk that is slow would get workers killed.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 - in memory
accesslog = None  # The application logs requests, without query or body.
control_socket_disable = True  # Several instances would share one path in the home directory.


def post_fork(_server: Any, _worker: Any) -> None:  # noqa: ANN401 - gunicorn's hook
    """Log as everywhere."""
    configure_logging()


def child_exit(_server: Any, worker: Any) -> None:  # noqa: ANN401 - gunicorn's hook
    """Forget the gauges of a worker that is gone; its counters stay counted."""
    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]

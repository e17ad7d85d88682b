"""The worker process: Celery prefork, one model and one thread of computing per child."""

import os
import socket
from typing import Any

from celery import Celery, signals
from prometheus_client import multiprocess

from services.moderation.settings import load_settings
from services.moderation.tasks import TASK, make_celery, screen_submission
from services.moderation.wiring import Moderation, open_moderation
from shared.exposition import serve_metrics
from shared.logs import configure_logging
from shared.process import run_process

METRICS_PORT = 9101


class Worker:
    """A Celery application whose children each open the service for themselves."""

    def __init__(self) -> None:
        self.settings = load_settings()
        self.celery: Celery = make_celery(self.settings.broker)
        self._app: Moderation | None = None
        self.celery.task(name=TASK)(self._screen)

    def run(self) -> int:
        """Run until SIGTERM, which lets children finish the task in hand."""
        # After the fork, never before: threads and connections do not survive one.
        signals.worker_process_init.connect(self._open, weak=False)
        signals.worker_process_shutdown.connect(self._close, weak=False)
        signals.worker_ready.connect(self._serve_metrics, weak=False)
        self.celery.worker_main(
            [
                "--quiet",  # No banner among the log's lines.
                "worker",
                "--pool=prefork",
                f"--concurrency={self.settings.worker_processes}",
                "--without-gossip",
                "--without-mingle",
                "--without-heartbeat",  # An event for monitors; the broker's own heartbeat stays.
                "--loglevel=WARNING",
            ],
        )
        return 0

    def _screen(self, submission_id: str) -> None:
        if self._app is None:
            message = "the child has not opened the service"
            raise RuntimeError(message)
        screen_submission(self._app, submission_id, f"{socket.gethostname()}-{os.getpid()}")

    def _open(self, **_: Any) -> None:  # noqa: ANN401 - Celery's signals
        configure_logging()
        self._app = open_moderation(self.settings)

    def _close(self, pid: int = 0, **_: Any) -> None:  # noqa: ANN401 - Celery's signals
        if self._app is not None:
            self._app.close()
        multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]

    def _serve_metrics(self, **_: Any) -> None:  # noqa: ANN401 - Celery's signals
        serve_metrics(self.settings.host, self.settings.metrics_port or METRICS_PORT)


def run() -> int:
    """Run the worker; return the exit status."""
    configure_logging()
    return Worker().run()


if __name__ == "__main__":
    run_process(run)

"""`saring run`: the processes of a deployment on PostgreSQL and RabbitMQ."""

import os
import sys
from typing import NoReturn

import click

from services.cli.counters_folder import make_counters_folder
from services.moderation.settings import load_settings
from services.publisher.settings import PublisherSettings
from shared.exposition import MULTIPROCESS_DIR
from shared.settings import SettingsError, read_settings


@click.group("run")
def command() -> None:
    """Run one process of a deployment on PostgreSQL and RabbitMQ."""


@command.command()
def api() -> None:
    """Run the API and the console, by gunicorn."""
    load_settings()
    _become(
        "gunicorn",
        "--config=python:services.moderation.gunicorn_conf",
        "services.moderation.app:create_app()",
        counts_together=True,
    )


@command.command()
def worker() -> None:
    """Run a worker, by Celery."""
    _check_broker()
    _become("services.moderation.worker", counts_together=True)


@command.command()
def relay() -> None:
    """Run the relay; a second one stands by."""
    _check_broker()
    _become("services.moderation.relay")


@command.command()
def publisher() -> None:
    """Run the publisher, and the official page."""
    settings = read_settings(PublisherSettings)
    _ = settings.broker
    if settings.publisher_database_url is None:
        message = (
            "SARING_PUBLISHER_DATABASE_URL: must be set (or SARING_PUBLISHER_DATABASE_URL_FILE)"
        )
        raise SettingsError(message)
    _become("services.publisher.process")


def _check_broker() -> None:
    settings = load_settings()
    _ = settings.broker
    if settings.database_url is None:
        message = "SARING_DATABASE_URL: must be set (or SARING_DATABASE_URL_FILE)"
        raise SettingsError(message)


def _become(module: str, *arguments: str, counts_together: bool = False) -> NoReturn:
    """Replace this process, so that signals reach the new one.

    `counts_together`: several processes count into one folder, which the Prometheus client must
    know of before it is first imported.
    """
    environment = dict(os.environ)
    if counts_together:
        environment[MULTIPROCESS_DIR] = str(make_counters_folder())
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, "-m", module, *arguments], environment)  # noqa: S606

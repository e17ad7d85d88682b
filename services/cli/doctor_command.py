"""`saring doctor`: what is wrong with this installation, and what to do."""

import sys
from typing import TYPE_CHECKING

import click

from services.cli.failing import failure_line
from services.cli.screener import open_screener
from services.cli.stores import moderation_database, publisher_database
from services.moderation.settings import load_settings
from services.publisher.settings import PublisherSettings
from shared.channels import load_channels
from shared.settings import SettingsError, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

_SAMPLE = "Terima kasih, lampu jalan di dusun kami sudah menyala lagi."


@click.command("doctor")
def command() -> None:
    """Check settings, policy, models, channels and databases; exit 1 if something is wrong."""
    checks: dict[str, Callable[[], str]] = {
        "settings": _settings,
        "policy and models": _screener,
        "channels": _channels,
        "moderation database": _moderation,
        "publisher database": _publisher,
    }
    healthy = True
    for name, check in checks.items():
        try:
            click.echo(f"ok     {name}: {check()}")
        except Exception as error:  # noqa: BLE001 - the doctor reports whatever there is
            healthy = False
            click.echo(f"WRONG  {name}: {failure_line(error) or type(error).__name__}")
    sys.exit(0 if healthy else 1)


def _settings() -> str:
    settings = load_settings()
    read_settings(PublisherSettings)
    return f"data directory {settings.data_dir.resolve()}"


def _screener() -> str:
    screener = open_screener()
    result = screener.screen(_SAMPLE)
    screener.close()
    if not result.complete:
        failed = ", ".join(f"{failure.checker} ({failure.kind})" for failure in result.failures)
        message = f"checkers give no result: {failed}; install Saring again"
        raise SettingsError(message)
    return f"policy {result.policy.name} {result.policy.version}, all checkers answer"


def _channels() -> str:
    return ", ".join(sorted(load_channels(load_settings().channels_file)))


def _moderation() -> str:
    with moderation_database():
        return "reachable and up to date"


def _publisher() -> str:
    with publisher_database() as database, database.reading():
        return "reachable"

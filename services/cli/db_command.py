"""`saring db`."""

import click

from services.cli.stores import PUBLISHER_STORE, publisher_database
from services.moderation.settings import load_settings
from services.moderation.store.append_only import revoke_changes
from services.moderation.wiring import STORE, open_database
from shared.data_directory import make_directory
from shared.migrations import upgrade


@click.group("db")
def command() -> None:
    """Look after the databases."""


@command.command("upgrade")
def upgrade_both() -> None:
    """Bring both databases to this version's schema; data stays."""
    settings = load_settings()
    if settings.database_url is None:
        make_directory(settings.data_dir)
    database = open_database(settings)
    upgrade(database, STORE)
    revoke_changes(database)
    database.dispose()
    click.echo("moderation: up to date")
    with publisher_database() as publisher:
        upgrade(publisher, PUBLISHER_STORE)
    click.echo("publisher: up to date")

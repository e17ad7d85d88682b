"""`saring quotas`: how many submissions each source may send in a day."""

import click

from services.cli.stores import moderation_database
from services.moderation.settings import load_settings
from services.moderation.workflow.access import list_keys
from services.moderation.workflow.quota import PER_DAY_MAX, list_quotas, remove_quota, set_quota


@click.group("quotas")
def command() -> None:
    """Submissions a day of each source; without a quota there is no bound."""


@command.command("set")
@click.argument("source")
@click.argument("per_day", type=click.IntRange(1, PER_DAY_MAX))
def set_one(source: str, per_day: int) -> None:
    """Let SOURCE send PER_DAY submissions in a day of SARING_TIMEZONE, today's counted."""
    timezone = load_settings().timezone
    with moderation_database() as database:
        set_quota(database, source, per_day, timezone=timezone)
        if source not in {key.source for key in list_keys(database)}:
            click.echo(f"No API key is for a source called {source}: is it spelled so?", err=True)
    click.echo(f"{source} may send {per_day} a day")


@command.command("list")
def list_all() -> None:
    """List sources that have a quota: how many a day, how many today."""
    timezone = load_settings().timezone
    with moderation_database() as database:
        for source, per_day, today in list_quotas(database, timezone=timezone):
            click.echo(f"{source}  {per_day} a day  today: {today}")


@command.command()
@click.argument("source")
def remove(source: str) -> None:
    """Let SOURCE send as many as it likes."""
    with moderation_database() as database:
        remove_quota(database, source)
    click.echo("removed")

"""`saring keys`."""

from datetime import timedelta

import click

from services.cli.durations import duration
from services.cli.stores import moderation_database
from services.moderation.settings import load_settings
from services.moderation.workflow.access import (
    DEFAULT_SCOPES,
    RATE_MAX,
    Scope,
    create_key,
    limit_key,
    list_keys,
    revoke_key,
    rotate_key,
)
from shared.clock import rfc3339

_PER_MINUTE = click.IntRange(1, RATE_MAX)


@click.group("keys")
def command() -> None:
    """Keys of internal apps."""


@command.command()
@click.argument("source")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    help="May be given several times; default: all but admin.",
)
@click.option("--rate-limit", type=_PER_MINUTE, help="Requests a minute; else SARING_RATE_LIMIT.")
def create(source: str, scopes: tuple[str, ...], rate_limit: int | None) -> None:
    """Make a key for SOURCE; it is printed once, alone on the last line."""
    chosen = [Scope(scope) for scope in scopes] or DEFAULT_SCOPES
    with moderation_database() as database:
        token = create_key(database, source, chosen, rate_limit=rate_limit)
    _hand_over(token)


@command.command("list")
def list_all() -> None:
    """List keys: id, beginning, source, scopes, since when, until when, last used, limit."""
    general = load_settings().rate_limit
    with moderation_database() as database:
        for key in list_keys(database):
            until = rfc3339(key.revoked_at) if key.revoked_at else "-"
            used = rfc3339(key.last_used_at) if key.last_used_at else "-"
            scopes = ",".join(key.scopes)
            since = rfc3339(key.created_at)
            click.echo(
                f"{key.id}  {key.prefix}…  {key.source}  {scopes}  {since}  {until}"
                f"  used: {used}  limit: {key.rate_limit or general} a minute"
            )


@command.command()
@click.argument("key")
@click.option(
    "--overlap",
    callback=duration(longest=timedelta(days=90)),
    metavar="TIME",
    default="24h",
    show_default=True,
    help="For how long the old key still works: 30m, 24h, 7d.",
)
def rotate(key: str, overlap: timedelta) -> None:
    """Replace KEY (its id or beginning); the new one is printed alone on the last line."""
    with moderation_database() as database:
        token = rotate_key(database, key, overlap=overlap)
    _hand_over(token)


@command.command()
@click.argument("key")
@click.argument("per_minute", type=_PER_MINUTE, required=False)
@click.option("--default", "general", is_flag=True, help="As SARING_RATE_LIMIT says.")
def limit(key: str, per_minute: int | None, general: bool) -> None:  # noqa: FBT001 - a flag
    """Let KEY (its id or beginning) make PER_MINUTE requests, from the next minute on."""
    if (per_minute is None) != general:
        message = "give either a number or --default"
        raise click.UsageError(message)
    with moderation_database() as database:
        limit_key(database, key, per_minute)
    click.echo("limited")


@command.command()
@click.argument("key")
def revoke(key: str) -> None:
    """Revoke KEY (its id or beginning) at once."""
    with moderation_database() as database:
        revoke_key(database, key)
    click.echo("revoked")


def _hand_over(token: str) -> None:
    click.echo("Keep this key; it cannot be shown again.", err=True)
    click.echo(token)

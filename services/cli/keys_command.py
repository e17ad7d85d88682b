"""`saring keys`."""

from datetime import timedelta

import click

from services.cli.stores import moderation_database
from services.moderation.workflow.access import (
    DEFAULT_SCOPES,
    Scope,
    create_key,
    list_keys,
    revoke_key,
    rotate_key,
)
from shared.clock import rfc3339


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
def create(source: str, scopes: tuple[str, ...]) -> None:
    """Make a key for SOURCE; it is printed once, alone on the last line."""
    chosen = [Scope(scope) for scope in scopes] or DEFAULT_SCOPES
    with moderation_database() as database:
        token = create_key(database, source, chosen)
    click.echo("Keep this key; it cannot be shown again.", err=True)
    click.echo(token)


@command.command("list")
def list_all() -> None:
    """List keys: id, beginning, source, scopes, since when, until when."""
    with moderation_database() as database:
        for key in list_keys(database):
            until = rfc3339(key.revoked_at) if key.revoked_at else "-"
            scopes = ",".join(key.scopes)
            since = rfc3339(key.created_at)
            click.echo(f"{key.id}  {key.prefix}…  {key.source}  {scopes}  {since}  {until}")


@command.command()
@click.argument("key")
@click.option(
    "--overlap", default=24.0, show_default=True, help="Hours for which the old key still works."
)
def rotate(key: str, overlap: float) -> None:
    """Replace KEY (its id or beginning); the new one is printed alone on the last line."""
    with moderation_database() as database:
        token = rotate_key(database, key, overlap=timedelta(hours=overlap))
    click.echo("Keep this key; it cannot be shown again.", err=True)
    click.echo(token)


@command.command()
@click.argument("key")
def revoke(key: str) -> None:
    """Revoke KEY (its id or beginning) at once."""
    with moderation_database() as database:
        revoke_key(database, key)
    click.echo("revoked")

"""`saring users`."""

import click

from services.cli.stores import moderation_database
from services.moderation.workflow.sign_in import ROLES, add_user


@click.group("users")
def command() -> None:
    """People who may sign in to the console."""


@command.command()
@click.argument("username")
@click.option("--role", type=click.Choice(ROLES), default="moderator", show_default=True)
@click.password_option(help="Asked for if not given.")
def add(username: str, role: str, password: str) -> None:
    """Add USERNAME."""
    with moderation_database() as database:
        add_user(database, username, password, role)
    click.echo(f"{username} may sign in as {role}")

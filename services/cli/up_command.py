"""`saring up`."""

import sys

import click

from services.embedded.up import up


@click.command("up")
def command() -> None:
    """Run everything in this process, on one data directory, without servers."""
    sys.exit(up())

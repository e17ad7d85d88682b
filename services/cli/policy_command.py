"""`saring policy`."""

from pathlib import Path

import click

from services.moderation.screening.policy import load_policy
from services.moderation.settings import load_settings


@click.group("policy")
def command() -> None:
    """Look after the rules that decide."""


@command.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
def check(file: Path | None) -> None:
    """Check FILE (default: the policy in force); exit 2 and say where if it is wrong."""
    policy = load_policy(file or load_settings().policy_file)
    content = policy.content
    click.echo(f"{content.name} {content.version}: {len(content.rules)} rules")
    click.echo(f"sha256 {policy.sha256}")

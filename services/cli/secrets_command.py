"""`saring secrets`."""

import os
from pathlib import Path

import click

from services.moderation.settings import new_secret
from shared.signing import CommandSigner


@click.group("secrets")
def command() -> None:
    """Look after the keys of a deployment."""


@command.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def make(directory: Path) -> None:
    """Write what is missing of a deployment's keys into DIRECTORY, one file each, 0600.

    Set SARING_SECRET_KEY_FILE, SARING_SIGNING_KEY_FILE, SARING_CONTENT_KEYS_FILE and, for the
    publisher, SARING_VERIFY_KEYS_FILE to them. Files that are there are left alone.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("secret_key", "signing_key", "content_keys"):
        _write(directory / name, new_secret(name))
    signer = CommandSigner((directory / "signing_key").read_text(encoding="utf-8"))
    _write(directory / "verify_keys", signer.public_key)


def _write(path: Path, value: str) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        click.echo(f"{path}: is there")
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(value)
    click.echo(f"{path}: made")

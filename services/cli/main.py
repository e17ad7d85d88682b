"""`saring`: the command line. Each command's module is imported only when it is used."""

import importlib
import sys
from typing import ClassVar

import click

from services.cli.failing import USAGE_ERROR, failure_line


class _LazyGroup(click.Group):
    """Finds a command in its own module, so that `saring --help` need not load a model."""

    modules: ClassVar[dict[str, str]] = {
        "up": "up",
        "run": "run",
        "screen": "screen",
        "evaluate": "evaluate",
        "policy": "policy",
        "keys": "keys",
        "quotas": "quotas",
        "callbacks": "callbacks",
        "users": "users",
        "audit": "audit",
        "db": "db",
        "secrets": "secrets",
        "doctor": "doctor",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which they are first needed."""
        del ctx
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        del ctx
        if cmd_name not in self.modules:
            return None
        module = importlib.import_module(f"services.cli.{self.modules[cmd_name]}_command")
        command: click.Command = module.command
        return command


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="saring")
def saring() -> None:
    """Saring before sharing: screens citizens' posts before they are republished."""


def main() -> None:
    """Run the command line; what a person can mend is one line and exit status 2."""
    try:
        saring(prog_name="saring")
    except Exception as error:
        line = failure_line(error)
        if line is None:
            raise
        sys.stderr.write(f"saring: {line}\n")
        sys.exit(USAGE_ERROR)

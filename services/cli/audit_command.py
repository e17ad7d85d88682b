"""`saring audit`."""

import sys

import click
from sqlalchemy import select

from services.cli.stores import PUBLISHER_STORE, moderation_database, publisher_database
from services.moderation.workflow.verify_audit import Anchor, verify_audit
from services.publisher.store import AuditAnchor
from shared.migrations import pending


@click.group("audit")
def command() -> None:
    """Check the record of every decision."""


@command.command()
def verify() -> None:
    """Check the chain against its rows and the anchors; exit 1 if anything is wrong."""
    with publisher_database() as publisher:
        anchors = []
        if not pending(publisher, PUBLISHER_STORE):
            with publisher.reading() as session:
                anchors = [
                    Anchor(row.seq, row.head) for row in session.scalars(select(AuditAnchor))
                ]
    with moderation_database() as database:
        report = verify_audit(database, anchors)
    click.echo(
        f"rows chained: {report.sealed}, not chained yet: {report.unsealed}, "
        f"anchors: {report.anchors}"
    )
    click.echo(f"head: {report.head}")
    for problem in report.problems:
        click.echo(f"WRONG: {problem}")
    if report.problems:
        sys.exit(1)
    click.echo("the audit is whole")

"""`saring audit`."""

import sys

import click
from sqlalchemy import select

from services.cli.stores import PUBLISHER_STORE, moderation_database, publisher_database
from services.moderation.settings import load_settings
from services.moderation.workflow.verify_audit import Anchor, verify_audit
from services.publisher.settings import PublisherSettings
from services.publisher.store import AuditAnchor
from shared.migrations import pending
from shared.settings import read_settings


@click.group("audit")
def command() -> None:
    """Check the record of every decision."""


@command.command()
def verify() -> None:
    """Check the chain against its rows and the anchors; exit 1 if anything is wrong."""
    anchors = _anchors()
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


def _anchors() -> list[Anchor]:
    """Return the heads that the publisher keeps, which whoever owns moderation cannot change."""
    if load_settings().database_url and not read_settings(PublisherSettings).publisher_database_url:
        click.echo("anchors are not compared: set SARING_PUBLISHER_DATABASE_URL to do so", err=True)
        return []
    with publisher_database() as publisher:
        if pending(publisher, PUBLISHER_STORE):
            return []
        with publisher.reading() as session:
            return [Anchor(row.seq, row.head) for row in session.scalars(select(AuditAnchor))]

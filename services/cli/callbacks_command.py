"""`saring callbacks`: where each source is told what became of its posts."""

import sys
import time
import uuid
from datetime import timedelta

import click

from services.cli.durations import duration
from services.cli.stores import moderation_database
from services.moderation.settings import load_settings
from services.moderation.store.contents import ContentError
from services.moderation.wiring import open_cipher
from services.moderation.workflow import dead_callbacks
from services.moderation.workflow.access import list_keys
from services.moderation.workflow.callback_call import CallResult, call_endpoint
from services.moderation.workflow.callback_faults import what_to_do
from services.moderation.workflow.callbacks import (
    list_endpoints,
    load_endpoint,
    remove_endpoint,
    rotate_secret,
    set_endpoint,
)
from services.moderation.workflow.deliver import SECRET_UNREADABLE
from services.moderation.workflow.notify import CallbackType, message_body
from shared.clock import rfc3339, utc_now
from shared.database import Database


@click.group("callbacks")
def command() -> None:
    """Callbacks to internal apps."""


@command.command("set")
@click.argument("source")
@click.argument("url")
def set_url(source: str, url: str) -> None:
    """Call SOURCE back at URL; the secret that signs is printed alone on the last line."""
    with moderation_database() as database:
        secret = set_endpoint(database, open_cipher(load_settings()), source, url)
        if source not in {key.source for key in list_keys(database)}:
            _doubt(source)
    _hand_over(secret)


@command.command()
@click.argument("source")
@click.option(
    "--overlap",
    callback=duration(longest=timedelta(days=90)),
    metavar="TIME",
    default="24h",
    show_default=True,
    help="For how long the old secret signs as well: 30m, 24h, 7d.",
)
def rotate(source: str, overlap: timedelta) -> None:
    """Sign with a new secret, printed alone on the last line, and for a while with both."""
    with moderation_database() as database:
        cipher = open_cipher(load_settings())
        secret = rotate_secret(database, cipher, source, overlap=overlap)
    _hand_over(secret)


@command.command()
def show() -> None:
    """List sources: URL, since when, until when two secrets sign, waiting and dead callbacks."""
    with moderation_database() as database:
        for one in list_endpoints(database):
            since = rfc3339(one.updated_at)
            until = rfc3339(one.old_secret_until) if one.old_secret_until else "-"
            click.echo(
                f"{one.source}  {one.url}  {since}  {until}"
                f"  waiting: {one.waiting}  dead: {one.dead}"
            )


@command.command()
@click.argument("source")
def remove(source: str) -> None:
    """Call SOURCE back no more; what waits for it is cancelled."""
    with moderation_database() as database:
        cancelled = remove_endpoint(database, source)
    click.echo(f"removed; callbacks cancelled: {cancelled}")


@command.command()
@click.argument("source")
def test(source: str) -> None:
    """Send a signed test message to SOURCE now; exit 1 if it is not taken."""
    with moderation_database() as database:
        cipher = open_cipher(load_settings())
        try:
            endpoint = load_endpoint(database, cipher, source)
        except ContentError:
            click.echo(what_to_do(CallResult(None, SECRET_UNREADABLE)), err=True)
            sys.exit(1)
    body = message_body(CallbackType.TEST, {"source": source}, at=utc_now())
    began = time.monotonic()
    result = call_endpoint(endpoint, str(uuid.uuid4()), body)
    seconds = time.monotonic() - began
    click.echo(f"{endpoint.url}  {_said(result)}  {seconds:.2f} s")
    if result.error is not None:
        click.echo(what_to_do(result), err=True)
        sys.exit(1)


@command.command()
@click.argument("source", required=False)
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True)
def dead(source: str | None, limit: int) -> None:
    """List callbacks that were given up, of SOURCE or of all: id, source, type, when, why."""
    with moderation_database() as database:
        _doubt_unknown(database, source)
        for one in dead_callbacks.list_dead(database, source=source, limit=limit):
            when = rfc3339(one.dead_at) if one.dead_at else "-"
            status = one.last_status or "-"
            click.echo(
                f"{one.id}  {one.source}  {one.type}  {when}  {status}  {one.last_error or '-'}"
            )


@command.command()
@click.argument("callback", required=False)
@click.option("--source", help="Every dead callback of this source.")
@click.option("--all", "everything", is_flag=True, help="Every dead callback.")
def replay(callback: str | None, source: str | None, everything: bool) -> None:  # noqa: FBT001 - a flag
    """Deliver a dead CALLBACK (its id) anew, or many of them."""
    if sum((callback is not None, source is not None, everything)) != 1:
        message = "name one callback, or give --source SOURCE, or --all"
        raise click.UsageError(message)
    with moderation_database() as database:
        if callback is not None:
            dead_callbacks.replay(database, callback, actor="cli")
            count = 1
        else:
            _doubt_unknown(database, source)
            count = dead_callbacks.replay_all(database, source=source, actor="cli")
    click.echo(f"to be delivered again: {count}")


def _doubt_unknown(database: Database, source: str | None) -> None:
    """Warn of a source that has neither a key nor a URL."""
    known = {key.source for key in list_keys(database)}
    known |= {endpoint.source for endpoint in list_endpoints(database)}
    if source is not None and source not in known:
        _doubt(source)


def _doubt(source: str) -> None:
    click.echo(f"No API key is for a source called {source}: is it spelled so?", err=True)


def _hand_over(secret: str) -> None:
    click.echo("Give this secret to the receiver; it cannot be shown again.", err=True)
    click.echo(secret)


def _said(result: CallResult) -> str:
    return str(result.error) if result.status is None else f"status {result.status}"

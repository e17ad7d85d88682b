"""`saring screen`: results for many texts, without a database."""

import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, TypeGuard

import click

from services.cli.screener import open_screener
from services.moderation.domain.text import text_problem
from services.moderation.screening.pipeline import Screener
from services.moderation.screening.result import as_json, unusable
from shared.logs import configure_logging


@click.command("screen")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--progress", is_flag=True, help="Show how far it is, on standard error.")
def command(file: BinaryIO, *, progress: bool) -> None:
    """Screen FILE (- is standard input): JSON lines {"id", "text"}, or plain lines.

    One result a line, in order; a line that cannot be used gives a result that says why.
    """
    configure_logging(level="WARNING")
    screener = open_screener()
    out = sys.stdout
    for number, line in enumerate(_lines(file), start=1):
        out.write(json.dumps(_screen_line(screener, line), ensure_ascii=False) + "\n")
        if progress:
            click.echo(f"\r{number}", nl=False, err=True)
    if progress:
        click.echo(err=True)
    out.flush()
    screener.close()


def _lines(file: BinaryIO) -> Iterator[bytes]:
    for line in file:
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def _screen_line(screener: Screener, line: bytes) -> dict[str, Any]:
    try:
        text = line.decode("utf-8-sig")  # Some editors begin a file with a byte order mark.
    except UnicodeDecodeError:
        return unusable("the line is not UTF-8", None)
    if not text.lstrip().startswith("{"):
        return _screen_text(screener, text, None, None)
    try:
        item = json.loads(text)
    except (ValueError, RecursionError):
        return unusable("the line begins like JSON and is none", None)
    item_id = item.get("id")
    shown_id = item_id if _is_whole(item_id) else None
    if item_id is not None and shown_id is None:
        return unusable("id must be a string, without half of a surrogate pair", None)
    return _screen_text(screener, item.get("text"), item.get("language"), shown_id)


def _screen_text(
    screener: Screener, text: object, language: object, item_id: str | None
) -> dict[str, Any]:
    if not isinstance(text, str):
        return unusable("text must be a string", item_id)
    problem = text_problem(text)
    if problem is not None:
        return unusable(problem, item_id)
    if language is not None and not _is_whole(language):
        return unusable("language must be a string", item_id)
    return as_json(screener.screen(text, language_hint=language), item_id)


def _is_whole(value: object) -> TypeGuard[str]:
    """Tell whether `value` is a string that can be written: JSON may spell half a pair."""
    return isinstance(value, str) and not any("\ud800" <= one <= "\udfff" for one in value)

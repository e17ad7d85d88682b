"""Rows that are stored, once more for each of many copies: the databases do it by themselves."""

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    case,
    func,
    insert,
    null,
    select,
    text,
)
from sqlalchemy.orm import Session

from shared.clock import utc_now
from shared.database import UtcDateTime

DAYS = 90
BATCH = 10_000

copied = Table(
    "copies",
    MetaData(),
    Column("template", String),
    Column("id", String),
    Column("tag", String),
    Column("at", UtcDateTime),
    prefixes=["TEMPORARY"],
)


@dataclass(frozen=True, slots=True)
class Template:
    """A post that was stored, and how many more like it; the oldest are `days` old."""

    submission_id: str
    copies: int
    days: float = DAYS


def make_copies(templates: Sequence[Template]) -> list[dict[str, Any]]:
    """Return who the copies are; the same for both databases."""
    chance, now = random.Random(7), utc_now()  # noqa: S311 - where posts fall in time
    copies: list[dict[str, Any]] = [
        {
            "template": template.submission_id,
            "id": str(uuid.uuid4()),
            "at": now - timedelta(days=chance.uniform(0.05, template.days)),
        }
        for template in templates
        for _ in range(template.copies)
    ]
    copies.sort(key=itemgetter("at"))
    return [{**one, "tag": f"{number:012d}"} for number, one in enumerate(copies)]


def prepare(session: Session, copies: Sequence[dict[str, Any]]) -> None:
    """Tell the database of the copies, in a table that ends with the session's connection."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA cache_size=-400000"))  # Random ids touch every page there is.
    copied.create(session.connection(), checkfirst=False)
    for start in range(0, len(copies), BATCH):
        session.execute(insert(copied), list(copies[start : start + BATCH]))


def copy(session: Session, table: Table, *, since: datetime | None = None) -> None:
    """Add each template's rows of one table once more for each of its copies."""
    source = table.alias("source")
    owner = source.c.submission_id if "submission_id" in source.c else source.c.id
    columns = [column for column in table.c if not _is_counted(column)]
    rows = select(*(_value(source, column) for column in columns)).join_from(
        copied, source, owner == copied.c.template
    )
    if since is not None:
        rows = rows.where(copied.c.at > since)
    rows = rows.order_by(copied.c.tag)
    session.execute(insert(table).from_select([column.name for column in columns], rows))


def _is_counted(column: Column[Any]) -> bool:
    """Return whether the database numbers the rows by itself."""
    return column.primary_key and isinstance(column.type, Integer) and column.name == "id"


def _value(source: Any, column: Column[Any]) -> Any:  # noqa: ANN401 - expressions of any type
    """Return what a copy has in one column."""
    original = source.c[column.name]
    if column.name == "submission_id" or (column.table.name, column.name) == ("submissions", "id"):
        return copied.c.id
    if column.name in {"event_id", "command_id"}:  # Of the same length as the original's.
        return func.substr(original, 1, 24).op("||")(copied.c.tag)
    if column.name in {"external_id", "key_digest", "author_digest"}:
        return func.substr(original, 1, 52).op("||")(copied.c.tag)
    if column.name in {"body", "url"}:
        return func.replace(original, copied.c.template, copied.c.id)
    if isinstance(column.type, DateTime | UtcDateTime):
        return case((original.is_(None), null()), else_=copied.c.at)
    return original


def analyse(session: Session) -> None:
    """Do what a server does by itself within minutes; SQLite never does."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(text("ANALYZE"))

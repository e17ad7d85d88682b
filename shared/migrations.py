"""Bringing a database to the newest schema, by Alembic, from a service's `migrations` folder.

A store package (`services.X.store`) holds `base.py` with `Base`, and `migrations/` with `env.py`
and `versions/`. No alembic.ini: the connection is handed to `env.py` in `config.attributes`.
"""

import re
import threading
from importlib import resources
from typing import TYPE_CHECKING

from sqlalchemy import func, inspect, select, text
from sqlalchemy.orm import Session

from shared.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic keeps its context in module globals, so one thread at a time, whatever the database.
_ALEMBIC = threading.Lock()
_NOTED_IN = "alembic_version"
_FILE_NAME = re.compile(r"(\d{4})_\w+\.py")
_ADVISORY_LOCK = 0x5A21_1965  # Any number does that every process of this project agrees on.


def upgrade(database: Database, package: str) -> None:
    """Run what is pending of `package`'s migrations, all in one transaction.

    A second process waits for the first and then finds nothing to do: SQLite has one writer at a
    time, PostgreSQL takes an advisory lock.
    """
    if not pending(database, package):
        return
    # Imported only when there is work: it would take a third of every start.
    from alembic import command  # noqa: PLC0415

    config = _config(package)
    with _ALEMBIC, database.writing() as session:
        if not database.is_sqlite:
            session.execute(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "head")


def pending(database: Database, package: str) -> bool:
    """Tell whether the database's schema is not the one that this version of `package` expects."""
    with database.reading() as session:
        return _found(session) != _newest(package)


def _found(session: Session) -> str | None:
    """Return the revision that Alembic has noted in the database."""
    if not inspect(session.connection()).has_table(_NOTED_IN):
        return None
    found = session.scalar(text(f"SELECT version_num FROM {_NOTED_IN}"))  # noqa: S608 - a constant
    return None if found is None else str(found)


def _newest(package: str) -> str:
    """Return the newest revision: files are named by theirs, which a guard test checks."""
    files = resources.files(f"{package}.migrations.versions").iterdir()
    return max(match.group(1) for file in files if (match := _FILE_NAME.fullmatch(file.name)))


def _config(package: str) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - see `upgrade`

    config = Config()
    config.set_main_option("script_location", f"{package}:migrations")
    return config

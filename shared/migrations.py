"""Bringing a database to the newest schema, by Alembic, from a service's `migrations` folder.

A store package (`services.X.store`) holds `base.py` with `Base`, and `migrations/` with `env.py`
and `versions/`. No alembic.ini: the connection is handed to `env.py` in `config.attributes`.
"""

import threading

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from shared.database import Database

# Alembic keeps its context in module globals, so one thread at a time, whatever the database.
_ALEMBIC = threading.Lock()
_ADVISORY_LOCK = 0x5A21_1965  # Any number does that every process of this project agrees on.


def upgrade(database: Database, package: str) -> None:
    """Run what is pending of `package`'s migrations, all in one transaction.

    A second process waits for the first and then finds nothing to do: SQLite has one writer at a
    time, PostgreSQL takes an advisory lock.
    """
    config = _config(package)
    with _ALEMBIC, database.writing() as session:
        if not database.is_sqlite:
            session.execute(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "head")


def pending(database: Database, package: str) -> bool:
    """Tell whether the database's schema is not the one that this version of `package` expects."""
    expected = set(ScriptDirectory.from_config(_config(package)).get_heads())
    with database.reading() as session:
        found = set(MigrationContext.configure(session.connection()).get_current_heads())
    return found != expected


def _config(package: str) -> Config:
    config = Config()
    config.set_main_option("script_location", f"{package}:migrations")
    return config

"""The databases as commands open them: no model, no keys that are not needed."""

from collections.abc import Iterator
from contextlib import contextmanager

from services.moderation.settings import load_settings
from services.moderation.wiring import STORE, open_database
from services.publisher.settings import PublisherSettings
from shared.data_directory import make_directory
from shared.database import Database
from shared.migrations import pending
from shared.settings import SettingsError, read_settings

PUBLISHER_STORE = "services.publisher.store"


@contextmanager
def moderation_database() -> Iterator[Database]:
    """Open the moderation database, which must be up to date. Raises SettingsError."""
    settings = load_settings()
    if settings.database_url is None:
        make_directory(settings.data_dir)
    database = open_database(settings)
    try:
        if pending(database, STORE):
            message = "the database is not up to date: run `saring db upgrade`"
            raise SettingsError(message)
        yield database
    finally:
        database.dispose()


@contextmanager
def publisher_database() -> Iterator[Database]:
    """Open the publisher's database as it is."""
    settings = read_settings(PublisherSettings)
    if settings.publisher_database_url is None:
        make_directory(settings.data_dir)
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        database.dispose()

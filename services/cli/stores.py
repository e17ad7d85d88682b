"""The databases as commands open them: no model, no keys that are not needed."""

from collections.abc import Iterator
from contextlib import contextmanager

from services.moderation.settings import ModerationSettings, load_settings
from services.moderation.wiring import STORE, open_database
from services.publisher.settings import PublisherSettings
from shared.data_directory import make_directory
from shared.database import Database
from shared.migrations import pending
from shared.settings import SettingsError, read_settings

PUBLISHER_STORE = "services.publisher.store"


@contextmanager
def moderation_database() -> Iterator[Database]:
    """Open the moderation database, which must be there and up to date. Raises SettingsError."""
    settings = load_settings()
    _check_is_there(settings)
    database = open_database(settings)
    try:
        if pending(database, STORE):
            message = "the database is not up to date: run `saring db upgrade`"
            raise SettingsError(message)
        yield database
    finally:
        database.dispose()


def _check_is_there(settings: ModerationSettings) -> None:
    """Raise SettingsError where SQLite would make an empty database in a wrong directory."""
    if settings.database_url is None and not settings.database_file.exists():
        directory = settings.data_dir.resolve()
        message = f"no data in {directory}: is SARING_DATA_DIR right, and was `saring up` run?"
        raise SettingsError(message)


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

"""The one place where the moderation service is put together."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from sqlalchemy import select

from services.moderation.screening.assembly import make_screener
from services.moderation.screening.personal.office_recognisers import RegistryError
from services.moderation.screening.pipeline import Screener
from services.moderation.screening.policy_file import PolicyError
from services.moderation.settings import ModerationSettings, load_settings
from services.moderation.store.contents import Content, ContentCipher, ContentError
from shared.channels import ChannelBook, ChannelsError, load_channels
from shared.data_directory import make_directory
from shared.database import Database
from shared.migrations import upgrade
from shared.settings import SettingsError
from shared.signing import CommandSigner

STORE = "services.moderation.store"

T = TypeVar("T")


class Bell:
    """Wakes a loop of this process that would otherwise look for work only now and then.

    `waiting` is how many listen just now.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.waiting = self._rings = 0

    def ring(self) -> None:
        """Say that there is work: one of those that wait wakes, or the next one does not wait."""
        with self._changed:
            self._rings = min(self._rings + 1, max(self.waiting, 1))
            self._changed.notify()

    def dispatch(self, submission_id: str) -> bool:
        """Ring for a submission: workers of this process find it by themselves."""
        del submission_id
        self.ring()
        return True

    def wait(self, seconds: float) -> None:
        """Return when the bell rings, after `seconds` at the latest."""
        with self._changed:
            self.waiting += 1
            self._changed.wait_for(lambda: self._rings, seconds)
            self.waiting -= 1
            self._rings = max(self._rings - 1, 0)


class Dispatcher(Protocol):
    """Tells the workers that a submission waits. Losing that costs time, nothing else."""

    def dispatch(self, submission_id: str) -> bool:
        """Tell, quickly and without ever raising; return whether it was told."""


@dataclass(frozen=True, slots=True)
class Moderation:
    """Everything a workflow works with."""

    settings: ModerationSettings
    database: Database
    cipher: ContentCipher
    screener: Screener
    signer: CommandSigner
    channels: ChannelBook
    secret_key: bytes = field(repr=False)
    dispatcher: Dispatcher = field(default_factory=Bell)
    outbox_bell: Bell = field(default_factory=Bell)

    def close(self) -> None:
        """Release threads and connections."""
        self.screener.close()
        self.database.dispose()


def open_moderation(
    settings: ModerationSettings | None = None,
    *,
    screener: Screener | None = None,
    dispatcher: Dispatcher | None = None,
) -> Moderation:
    """Put the service together. Raises SettingsError in one line for anything wrong.

    The embedded default keeps its own database up to date; a real one is upgraded by
    `saring db upgrade`, once, before its processes start.
    """
    settings = settings or load_settings()
    database = _open_database(settings)
    cipher = open_cipher(settings)
    if settings.database_url is None:  # A server's need not answer yet.
        _check_readable(database, cipher)
    return Moderation(
        settings=settings,
        database=database,
        cipher=cipher,
        signer=_secret_part(settings, "signing_key", CommandSigner),
        secret_key=_secret_part(settings, "secret_key", str.encode),
        screener=screener or _open_screener(settings),
        channels=_open_channels(settings),
        dispatcher=dispatcher or Bell(),
    )


def _open_database(settings: ModerationSettings) -> Database:
    if settings.database_url is not None:
        return open_database(settings)
    make_directory(settings.data_dir)
    database = open_database(settings)
    upgrade(database, STORE)
    return database


def _check_readable(database: Database, cipher: ContentCipher) -> None:
    """Raise SettingsError if a stored post cannot be read: nobody could decide on it."""
    with database.reading() as session:
        sealed = session.scalar(select(Content.sealed).limit(1))
    try:
        if sealed is not None:
            cipher.open(sealed)
    except ContentError as error:
        message = f"SARING_CONTENT_KEYS: {error}"
        raise SettingsError(message) from None


def open_cipher(settings: ModerationSettings) -> ContentCipher:
    """Return what encrypts words and secrets at rest. Raises SettingsError."""
    return _secret_part(settings, "content_keys", ContentCipher)


def open_database(settings: ModerationSettings) -> Database:
    """Open the moderation database as it is. Raises SettingsError."""
    try:
        return Database(settings.database)
    except ModuleNotFoundError:
        message = "SARING_DATABASE_URL: its driver is not installed; install saring[postgres]"
        raise SettingsError(message) from None


def _secret_part(settings: ModerationSettings, name: str, make: Callable[[str], T]) -> T:
    try:
        return make(settings.secret(name))
    except ValueError as error:
        message = f"SARING_{name.upper()}: {error}"
        raise SettingsError(message) from None


def _open_screener(settings: ModerationSettings) -> Screener:
    try:
        return make_screener(
            settings.policy_file,
            detoxify=settings.detoxify_model,
            presidio=settings.presidio_registry,
        )
    except PolicyError as error:
        message = f"SARING_POLICY_FILE: {error}"
        raise SettingsError(message) from None
    except RegistryError as error:
        message = f"SARING_PRESIDIO_REGISTRY: {error}"
        raise SettingsError(message) from None


def _open_channels(settings: ModerationSettings) -> ChannelBook:
    try:
        return load_channels(settings.channels_file)
    except ChannelsError as error:
        message = f"SARING_CHANNELS_FILE: {error}"
        raise SettingsError(message) from None

"""Puts the publisher together; the one place that does."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from standardwebhooks import Webhook

from services.publisher.channels.webhook_secrets import read_signers
from services.publisher.settings import PublisherSettings
from shared.channels import ChannelBook, ChannelsError, load_channels
from shared.clock import utc_now
from shared.data_directory import make_directory
from shared.database import Database
from shared.settings import SettingsError
from shared.signing import CommandVerifier


@dataclass(frozen=True, slots=True)
class Publisher:
    """What the publisher's parts share. It holds public keys only."""

    database: Database
    verifier: CommandVerifier
    channels: ChannelBook
    settings: PublisherSettings
    clock: Callable[[], datetime] = utc_now
    signers: Mapping[str, Sequence[Webhook]] = field(default_factory=dict)


def open_publisher(
    settings: PublisherSettings,
    *,
    verify_keys: Sequence[str] | None = None,
    clock: Callable[[], datetime] = utc_now,
    environment: Mapping[str, str] | None = None,
) -> Publisher:
    """Put the publisher together; raise SettingsError, in one line, when it cannot be trusted.

    `verify_keys` stands in for SARING_VERIFY_KEYS where one process runs both services.
    `environment` holds the channels' secrets, whose names the channels file decides. The database's
    schema is upgraded elsewhere.
    """
    given = settings.verify_keys
    keys = given.get_secret_value().split(",") if given else verify_keys or ()
    try:
        verifier = CommandVerifier([*keys])
    except ValueError as error:
        message = f"SARING_VERIFY_KEYS: {error}"
        raise SettingsError(message) from None
    try:
        channels = load_channels(settings.channels_file)
    except ChannelsError as error:
        message = f"SARING_CHANNELS_FILE: {error}"
        raise SettingsError(message) from None
    signers = read_signers(channels, os.environ if environment is None else environment)
    if settings.publisher_database_url is None:
        # What was published is citizens' words: for the owner's eyes until it is on the page.
        make_directory(settings.data_dir)
    database = Database(settings.database_url)
    return Publisher(database, verifier, channels, settings, clock, signers)

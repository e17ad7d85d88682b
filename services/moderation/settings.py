"""Settings of the moderation service."""

import secrets
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated

from cryptography.fernet import Fernet
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from shared.local_secrets import local_secret
from shared.settings import DatabaseUrl, Port, Settings, SettingsError, Timezone, read_settings
from shared.signing import new_signing_key

_SECRET_KEY_LENGTH = 16
"""Whoever guesses a shorter one signs in as anybody."""


def _networks(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return tuple(ip_network(part.strip()) for part in value.split(","))
    except ValueError:
        message = "write networks such as 10.0.0.0/8, comma-separated"
        raise ValueError(message) from None


def _long(key: SecretStr) -> SecretStr:
    if len(key.get_secret_value()) < _SECRET_KEY_LENGTH:
        message = f"needs {_SECRET_KEY_LENGTH} characters at least; `saring secrets make` makes one"
        raise ValueError(message)
    return key


class ModerationSettings(Settings):
    """What the moderation service reads from SARING_* variables."""

    host: str = "127.0.0.1"
    port: Port = 8080
    site_port: Port = 8081
    data_dir: Path = Path("var")
    database_url: DatabaseUrl | None = None
    timezone: Timezone = "Asia/Jakarta"
    policy_file: Path | None = None
    detoxify_model: Path | None = None
    presidio_registry: Path | None = None
    channels_file: Path | None = None
    secret_key: Annotated[SecretStr, AfterValidator(_long)] | None = None
    signing_key: SecretStr | None = None
    content_keys: SecretStr | None = None
    broker_url: SecretStr | None = None
    metrics_port: Port | None = None
    site_url: Annotated[str, Field(pattern=r"^https?://[^\s?#]+[^\s?#/]$")] | None = None
    api_processes: Annotated[int, Field(ge=1, le=64)] = 2
    worker_processes: Annotated[int, Field(ge=1, le=64)] = 2
    undo_seconds: Annotated[int, Field(ge=0, le=3600)] = 30
    require_consent: bool = False
    rate_limit: Annotated[int, Field(ge=1, le=1_000_000)] = 1200
    metrics_allow: Annotated[tuple[IPv4Network | IPv6Network, ...], BeforeValidator(_networks)] = ()

    @property
    def database(self) -> str:
        """URL of the moderation database; SQLite in the data directory unless set."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.database_file}"

    @property
    def database_file(self) -> Path:
        """Where the moderation database is unless SARING_DATABASE_URL is set."""
        return self.data_dir / "moderation.sqlite3"

    @property
    def broker(self) -> str:
        """URL of RabbitMQ. Raises SettingsError where there must be one and is none."""
        if self.broker_url is None:
            message = "SARING_BROKER_URL: must be set (or SARING_BROKER_URL_FILE)"
            raise SettingsError(message)
        return self.broker_url.get_secret_value()

    @property
    def official_page(self) -> str:
        """Where the official page is read to compare it with the audit."""
        return self.site_url or f"http://{self.host}:{self.site_port}"

    def secret(self, name: str) -> str:
        """Return a secret; the embedded default makes it, a real deployment must set it."""
        given: SecretStr | None = getattr(self, name)
        if given is not None:
            return given.get_secret_value()
        if self.database_url is not None:
            variable = f"SARING_{name.upper()}"
            message = f"{variable}: must be set (or {variable}_FILE) when SARING_DATABASE_URL is"
            raise SettingsError(message)
        return local_secret(self.data_dir, name, lambda: new_secret(name))


_MAKERS: dict[str, Callable[[], str]] = {
    "secret_key": lambda: secrets.token_urlsafe(32),
    "signing_key": new_signing_key,
    "content_keys": lambda: Fernet.generate_key().decode(),
}


def new_secret(name: str) -> str:
    """Make a value for `secret_key`, `signing_key` or `content_keys`."""
    return _MAKERS[name]()


def load_settings() -> ModerationSettings:
    """Read the settings from the environment. Raises SettingsError."""
    return read_settings(ModerationSettings)

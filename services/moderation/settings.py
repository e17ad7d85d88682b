"""Settings of the moderation service."""

import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from cryptography.fernet import Fernet
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from shared.local_secrets import local_secret
from shared.settings import Settings, SettingsError, read_settings
from shared.signing import new_signing_key


def _known_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        message = "there is no such time zone; use a name such as Asia/Jakarta"
        raise ValueError(message) from None
    return name


def _networks(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return tuple(ip_network(part.strip()) for part in value.split(","))
    except ValueError:
        message = "write networks such as 10.0.0.0/8, comma-separated"
        raise ValueError(message) from None


Port = Annotated[int, Field(ge=1, le=65535)]
Timezone = Annotated[str, AfterValidator(_known_timezone)]


class ModerationSettings(Settings):
    """What the moderation service reads from SARING_* variables."""

    host: str = "127.0.0.1"
    port: Port = 8080
    site_port: Port = 8081
    data_dir: Path = Path("var")
    database_url: str | None = None
    timezone: Timezone = "Asia/Jakarta"
    policy_file: Path | None = None
    channels_file: Path | None = None
    secret_key: SecretStr | None = None
    signing_key: SecretStr | None = None
    content_keys: SecretStr | None = None
    undo_seconds: Annotated[int, Field(ge=0, le=3600)] = 30
    metrics_allow: Annotated[tuple[IPv4Network | IPv6Network, ...], BeforeValidator(_networks)] = ()

    @property
    def database(self) -> str:
        """URL of the moderation database; SQLite in the data directory unless set."""
        return self.database_url or f"sqlite:///{self.data_dir / 'moderation.sqlite3'}"

    def secret(self, name: str) -> str:
        """Return a secret; the embedded default makes it, a real deployment must set it."""
        given: SecretStr | None = getattr(self, name)
        if given is not None:
            return given.get_secret_value()
        if self.database_url is not None:
            variable = f"SARING_{name.upper()}"
            message = f"{variable}: must be set (or {variable}_FILE) when SARING_DATABASE_URL is"
            raise SettingsError(message)
        return local_secret(self.data_dir, name, _MAKERS[name])


_MAKERS = {
    "secret_key": lambda: secrets.token_urlsafe(32),
    "signing_key": new_signing_key,
    "content_keys": lambda: Fernet.generate_key().decode(),
}


def load_settings() -> ModerationSettings:
    """Read the settings from the environment. Raises SettingsError."""
    return read_settings(ModerationSettings)

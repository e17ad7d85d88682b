"""Settings of the publisher, from SARING_* in the environment."""

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from shared.settings import Settings


class PublisherSettings(Settings):
    """What the publisher is told. `verify_keys` are public keys, separated by commas."""

    data_dir: Path = Path("var")
    publisher_database_url: SecretStr | None = None
    verify_keys: str = ""
    channels_file: Path | None = None
    timezone: str = "Asia/Jakarta"
    host: str = "127.0.0.1"
    site_port: Annotated[int, Field(ge=1, le=65535)] = 8081
    stop: str = ""

    @field_validator("publisher_database_url")
    @classmethod
    def _check_url(cls, url: SecretStr | None) -> SecretStr | None:
        try:
            known = url is None or make_url(url.get_secret_value()).get_backend_name() in (
                "sqlite",
                "postgresql",
            )
        except ArgumentError:
            known = False
        if not known:
            message = "needs a URL of SQLite or PostgreSQL"
            raise ValueError(message)
        return url

    @field_validator("timezone")
    @classmethod
    def _check_timezone(cls, timezone: str) -> str:
        try:
            ZoneInfo(timezone)
        except (KeyError, ValueError, OSError):
            message = "is not a name of the IANA time zone database, such as Asia/Jakarta"
            raise ValueError(message) from None
        return timezone

    @property
    def database_url(self) -> str:
        """URL of the publisher's database; by default a file in the data directory."""
        if self.publisher_database_url is not None:
            return self.publisher_database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'publisher.sqlite3'}"

    @property
    def site_url(self) -> str:
        """Where the official page is reached when its channel's facts do not say."""
        return f"http://{self.host}:{self.site_port}"

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of the office."""
        return ZoneInfo(self.timezone)

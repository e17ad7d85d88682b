"""Settings of the publisher, from SARING_* in the environment."""

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from shared.settings import DatabaseUrl, Port, Settings, SettingsError, Timezone


class PublisherSettings(Settings):
    """What the publisher is told. `verify_keys` are public keys, separated by commas."""

    data_dir: Path = Path("var")
    publisher_database_url: DatabaseUrl | None = None
    verify_keys: SecretStr | None = None
    channels_file: Path | None = None
    timezone: Timezone = "Asia/Jakarta"
    host: str = "127.0.0.1"
    site_port: Port = 8081
    broker_url: SecretStr | None = None
    metrics_port: Port = 9103
    stop: str = ""

    @property
    def database_url(self) -> str:
        """URL of the publisher's database; by default a file in the data directory."""
        if self.publisher_database_url is not None:
            return self.publisher_database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'publisher.sqlite3'}"

    @property
    def broker(self) -> str:
        """URL of RabbitMQ. Raises SettingsError if there is none."""
        if self.broker_url is None:
            message = "SARING_BROKER_URL: must be set (or SARING_BROKER_URL_FILE)"
            raise SettingsError(message)
        return self.broker_url.get_secret_value()

    @property
    def site_url(self) -> str:
        """Where the official page is reached when its channel's facts do not say."""
        return f"http://{self.host}:{self.site_port}"

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of the office."""
        return ZoneInfo(self.timezone)

"""Wrong settings stop the start, in one line that shows no value."""

from pathlib import Path

import pytest

from services.publisher.settings import PublisherSettings
from services.publisher.wiring import open_publisher
from shared.settings import SettingsError, read_settings
from shared.signing import CommandSigner, new_signing_key


def test_settings_are_read_from_the_environment(tmp_path: Path) -> None:
    key = CommandSigner(new_signing_key()).public_key
    environment = {"SARING_DATA_DIR": str(tmp_path), "SARING_VERIFY_KEYS": f"{key}, {key}"}
    publisher = open_publisher(read_settings(PublisherSettings, environment))
    assert publisher.settings.database_url == f"sqlite:///{tmp_path}/publisher.sqlite3"
    assert publisher.channels.names == ("site",)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SARING_PUBLISHER_DATABASE_URL", "mysql://user:sandi@host/db"),
        ("SARING_PUBLISHER_DATABASE_URL", "sandi"),
        ("SARING_TIMEZONE", "Asia/Sleman"),
        ("SARING_TIMEZONE", "../sandi"),
        ("SARING_SITE_PORT", "sandi"),
        ("SARING_SITE_PORT", "70000"),
        ("SARING_VERIFY_KEYS", "sandi"),
        ("SARING_CHANNELS_FILE", "/nowhere/sandi.yaml"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(tmp_path: Path, variable: str, value: str) -> None:
    environment = {
        "SARING_DATA_DIR": str(tmp_path),
        "SARING_VERIFY_KEYS": CommandSigner(new_signing_key()).public_key,
        variable: value,
    }
    with pytest.raises(SettingsError) as caught:
        open_publisher(read_settings(PublisherSettings, environment))
    message = str(caught.value)
    assert message.startswith(variable + ": ")
    assert "\n" not in message
    assert "sandi" not in message


def test_without_a_verify_key_nothing_starts(tmp_path: Path) -> None:
    settings = PublisherSettings(data_dir=tmp_path)
    with pytest.raises(SettingsError, match="SARING_VERIFY_KEYS: at least one"):
        open_publisher(settings)

"""Keys that cannot be right stop the start, in one line that shows no value."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from services.moderation.settings import ModerationSettings
from shared.settings import SettingsError, read_settings
from tests.support.moderation import FRIENDLY, moderation, post


def test_a_secret_key_that_can_be_guessed_is_refused() -> None:
    """Whoever guesses it signs in as anybody."""
    with pytest.raises(SettingsError, match=r"^SARING_SECRET_KEY: ") as caught:
        read_settings(ModerationSettings, {"SARING_SECRET_KEY": "rahasia-sekali"})
    assert "rahasia-sekali" not in str(caught.value)


@pytest.mark.parametrize("url", ["kabar.example.go.id", "ftp://kabar/", "http://kabar/?page=1"])
def test_the_official_page_is_an_address_that_can_be_read(url: str) -> None:
    """Else nothing would ever be compared with it."""
    with pytest.raises(SettingsError, match=r"^SARING_SITE_URL: "):
        read_settings(ModerationSettings, {"SARING_SITE_URL": url})


def test_a_secret_file_that_is_empty_is_not_taken_for_none(tmp_path: Path) -> None:
    """A key would be made instead of the one that was meant."""
    (tmp_path / "key").write_text("\n", encoding="utf-8")
    environment = {"SARING_SIGNING_KEY_FILE": str(tmp_path / "key")}
    with pytest.raises(SettingsError, match=r"^SARING_SIGNING_KEY_FILE: .*empty"):
        read_settings(ModerationSettings, environment)


def test_content_keys_must_open_what_is_stored(tmp_path: Path) -> None:
    """Else every page that shows a post would fail; the old key behind a new one is enough."""
    with moderation(tmp_path) as app:
        post(app, FRIENDLY)
    old = (tmp_path / "secrets" / "content_keys").read_text(encoding="utf-8")
    new = Fernet.generate_key().decode()
    with pytest.raises(SettingsError, match=r"^SARING_CONTENT_KEYS: "):
        moderation(tmp_path, content_keys=new).__enter__()
    with moderation(tmp_path, content_keys=f"{new},{old}"):
        pass

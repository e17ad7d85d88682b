"""Secrets of channels: settings of the publisher's host, checked at the start."""

import base64
from pathlib import Path

import pytest

from services.publisher.channels.webhook_secrets import read_signers
from shared.channels import load_channels
from shared.settings import SettingsError
from tests.support.publishing import open_desk
from tests.support.receiver import OTHER_SECRET, SECRET
from tests.support.remote import channels_file

NAME = "SARING_CHANNEL_PORTAL_SECRET"
SHORT = "whsec_" + base64.b64encode(b"a" * 23).decode()
LONG = "whsec_" + base64.b64encode(b"a" * 65).decode()


def test_a_secret_is_read_from_the_environment_or_a_file(tmp_path: Path) -> None:
    book = load_channels(channels_file(tmp_path, "http://10.0.0.7/hook"))
    (tmp_path / "secret").write_text(f"{SECRET}, {OTHER_SECRET}\n", encoding="utf-8")
    by_file = read_signers(book, {f"{NAME}_FILE": str(tmp_path / "secret")})
    by_value = read_signers(book, {NAME: SECRET})
    assert {name: len(found) for name, found in by_value.items()} == {"portal": 1}
    assert {name: len(found) for name, found in by_file.items()} == {"portal": 2}


def test_a_dash_in_a_channels_name_is_an_underscore_in_its_setting(tmp_path: Path) -> None:
    path = channels_file(tmp_path, "http://10.0.0.7/hook")
    path.write_text(path.read_text(encoding="utf-8").replace("portal:", "portal-warga:"))
    signers = read_signers(load_channels(path), {"SARING_CHANNEL_PORTAL_WARGA_SECRET": SECRET})
    assert set(signers) == {"portal-warga"}


@pytest.mark.parametrize(
    "secret", ["rahasia", SECRET.removeprefix("whsec_"), "whsec_", "whsec_ra ha", SHORT, LONG,
               f"{SECRET},", f"{SECRET},rahasia", "whsec_rähasia"]
)  # fmt: skip
def test_a_wrong_secret_stops_the_start_in_one_line_that_does_not_show_it(
    tmp_path: Path, secret: str
) -> None:
    file = channels_file(tmp_path, "http://10.0.0.7/hook")
    with pytest.raises(SettingsError) as caught:
        open_desk(tmp_path, {NAME: secret}, channels_file=str(file))
    message = str(caught.value)
    assert message.startswith(f"{NAME}: must be `whsec_`")
    assert (secret in message, "\n" in message) == (secret == "whsec_", False)


def test_a_missing_secret_stops_the_start(tmp_path: Path) -> None:
    file = channels_file(tmp_path, "http://10.0.0.7/hook")
    with pytest.raises(SettingsError, match=f"{NAME}: must be set"):
        open_desk(tmp_path, {}, channels_file=str(file))

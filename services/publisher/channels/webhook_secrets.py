"""Secrets that channels sign with: settings of the publisher's host, one for each channel."""

import base64
import binascii
from collections.abc import Mapping

from standardwebhooks import Webhook

from shared.channels import ChannelBook, ChannelKind
from shared.settings import PREFIX, SettingsError, read_secret

_MARK = "whsec_"
_BYTES = range(24, 65)  # Standard Webhooks, section on symmetric signatures.
_FORM = f"must be `{_MARK}` and 24 to 64 bytes in base64; several are separated by commas"


def secret_variable(channel: str) -> str:
    """Return the name of the setting that holds a channel's secret."""
    return f"{PREFIX}CHANNEL_{channel.upper().replace('-', '_')}_SECRET"


def read_signers(
    channels: ChannelBook, environment: Mapping[str, str]
) -> dict[str, tuple[Webhook, ...]]:
    """Return what each channel of kind `http-post` signs with; raise SettingsError.

    Several secrets sign beside each other while one takes the other's place.
    """
    return {
        name: _signers(secret_variable(name), environment)
        for name, facts in channels.items()
        if facts.kind is ChannelKind.HTTP_POST
    }


def _signers(variable: str, environment: Mapping[str, str]) -> tuple[Webhook, ...]:
    written = read_secret(variable, environment)
    if not written:
        message = f"{variable}: must be set (or {variable}_FILE); the receiver checks with it"
        raise SettingsError(message)
    return tuple(Webhook(_key(variable, one.strip())) for one in written.split(","))


def _key(variable: str, secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(_MARK), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(_MARK) or len(key) not in _BYTES:
        message = f"{variable}: {_FORM}"
        raise SettingsError(message)
    return key

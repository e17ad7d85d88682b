"""Cursors of keyset lists: opaque to callers, checked when they come back."""

import base64
import binascii
import json
from datetime import datetime

from services.moderation.domain.errors import InvalidFieldError

_LARGEST = 2**31 - 1


def write_cursor(*parts: str | int | datetime) -> str:
    """Write the key of a page's last row."""
    plain = [part.isoformat() if isinstance(part, datetime) else part for part in parts]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def read_cursor(cursor: str, kinds: tuple[type, ...]) -> list[str | int | datetime]:
    """Read a cursor whose parts are of `kinds`. Raises InvalidFieldError."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not isinstance(parts, list) or len(parts) != len(kinds):
            raise ValueError  # noqa: TRY301 - one answer for all that can be wrong
        return [_read(part, kind) for part, kind in zip(parts, kinds, strict=True)]
    except (ValueError, binascii.Error, RecursionError):
        pointer = "/cursor"
        raise InvalidFieldError(
            pointer,
            "The cursor is not one that a list gave. Start again without it.",
            "Cursor ini bukan yang diberikan oleh daftar. Mulai lagi tanpa cursor.",
        ) from None


def _read(part: object, kind: type) -> str | int | datetime:
    if kind is datetime and isinstance(part, str):
        moment = datetime.fromisoformat(part)
        if moment.tzinfo is not None:
            return moment
    # What no list wrote may be what no database can compare: half a surrogate pair, 2 ** 64.
    if isinstance(part, str) and kind is str and part.isascii() and part.isprintable():
        return part
    if type(part) is int and kind is int and abs(part) <= _LARGEST:
        return part
    raise ValueError

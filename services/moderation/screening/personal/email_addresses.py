"""Recognise e-mail addresses, also with the at sign and the dots spelt out."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

_AT = r"(?: ?@ ?| ?[\[({] ?(?:at|a) ?[\])}] ?)"
_DOT = r"(?: ?[\[({] ?(?:dot|titik) ?[\])}] ?|\.)"
# The lengths are those of RFC 5321; they also keep the search linear.
_EMAIL = re.compile(
    rf"(?<![\w.+-])[a-z0-9._%+-]{{1,64}}{_AT}[a-z0-9-]{{1,63}}(?:{_DOT}[a-z0-9-]{{1,63}}){{0,3}}"
    rf"{_DOT}[a-z]{{2,24}}(?![\w-])"
)


def find_email_addresses(text: str) -> Iterator[Hit]:
    """Yield the e-mail addresses in a folded text. Linear."""
    for match in _EMAIL.finditer(text):
        yield Hit("EMAIL_ADDRESS", *match.span(), 0.97, Severity.MEDIUM, "email")

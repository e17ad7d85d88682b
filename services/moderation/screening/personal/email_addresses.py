"""Recognise e-mail addresses, also with the at sign and the dots spelt out."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit, nobodys
from services.moderation.screening.personal.offices import is_offices_mail

# Around the sign there is a space on both sides or on none: "di @akun" is a handle.
_AT = r"(?:@| @ | ?[\[({<] ?(?:at|a|et|@) ?[\])}>] ?)"
_DOT = r"(?: ?[\[({<] ?(?:dot|titik|\.) ?[\])}>] ?| (?:dot|titik) |\.)"
# The lengths are those of RFC 5321; they also keep the search linear.
_LABEL = r"[a-z0-9-]{1,63}"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[a-z0-9._%+-]{{1,64}}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,3}}{_DOT}[a-z]{{2,24}}(?![\w-])"
)
# In words alone it takes the whole of it: "budi at gmail dot com".
_SPOKEN = re.compile(
    rf"(?<![\w.+-])[a-z0-9._%+-]{{2,64}} (?:at|et|ad) {_LABEL}(?: (?:dot|titik) "
    rf"[a-z]{{2,24}}){{1,3}}(?![\w-])"
)
_SPELT = re.compile(
    r" ?[\[({<] ?(?P<one>at|a|et|@|dot|titik|\.) ?[\])}>] ?| (?P<two>dot|titik|at|et) "
)


def find_email_addresses(text: str) -> Iterator[Hit]:
    """Yield the e-mail addresses in a folded text. Linear."""
    for pattern in (_EMAIL, _SPOKEN):
        for match in pattern.finditer(text):
            if is_offices_mail(_plain(match.group())):
                yield nobodys(*match.span())
            else:
                reason = "email" if "@" in match.group() else "email_spelt"
                yield Hit("EMAIL_ADDRESS", *match.span(), 0.97, Severity.MEDIUM, reason)


def _plain(written: str) -> str:
    """Return the address with its signs: "budi (at) gmail dot com" is budi@gmail.com."""
    signs = {"at": "@", "a": "@", "et": "@", "@": "@"}
    plain = _SPELT.sub(lambda match: signs.get(match["one"] or match["two"], "."), written)
    return plain.replace(" ", "")

"""How the page and the feed write texts and instants."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

_MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_TITLE_LENGTH = 80
# XML 1.0, section 2.2: the complement of its production Char.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def verbatim(text: str) -> Markup:
    """Escape `text` so that a parser gives back exactly it.

    HTML and XML parsers turn a bare carriage return into a line feed; a reference survives.
    """
    return Markup(str(escape(text)).replace("\r", "&#13;"))  # noqa: S704 - escaped just here


def xml_legal(text: str) -> str:
    """Put U+FFFD in place of characters that no XML 1.0 document may hold."""
    return _NOT_XML.sub("\ufffd", text)


def feed_title(text: str) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1].rstrip() + "…"


def local_time(moment: datetime, zone: ZoneInfo) -> str:
    """Write an instant as an Indonesian reader expects it: `24 November 2026 pukul 11.53 WIB`."""
    local = moment.astimezone(zone)
    day = f"{local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{day} pukul {local:%H.%M} {local.tzname()}"

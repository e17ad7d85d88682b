"""Recognise links that lead to a point on a map."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

_MAP_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:maps\.app\.goo\.gl/|goo\.gl/maps/|maps\.google\.[a-z.]{2,6}/"
    r"|google\.[a-z.]{2,6}/maps|maps\.apple\.com/|(?:www\.)?waze\.com/ul|(?:ul\.)?waze\.com/"
    r"|(?:www\.)?openstreetmap\.org/)[^\s\"'<>|]{1,500}"
)
_END = ".,;:!?)]"


def find_map_links(text: str) -> Iterator[Hit]:
    """Yield the links in a folded text, whole. Linear."""
    for match in _MAP_LINK.finditer(text):
        end = match.start() + len(match.group().rstrip(_END))
        yield Hit("COORDINATES", match.start(), end, 0.9, Severity.MEDIUM, "map_link")

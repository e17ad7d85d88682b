"""Recognise the names of people."""

from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.lokal_names import names_by_lokal


def find_people(text: str) -> Iterator[Hit]:
    """Yield names. Linear."""
    for start, end, sure in names_by_lokal(text):
        yield Hit("PERSON", start, end, 0.95 if sure else 0.7, Severity.LOW, "person")

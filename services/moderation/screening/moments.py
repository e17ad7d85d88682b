"""Moments and languages in plain words, in Indonesian and English."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime

from services.moderation.screening.reasons import Sentences

_PATTERNS = {"id": "d MMMM y 'pukul' HH.mm", "en": "d MMMM y 'at' HH:mm"}


def in_words(moment: datetime, zone: ZoneInfo) -> Sentences:
    """Return an instant to the minute, in the office's time zone, such as "… 09.30 WIB"."""
    local = moment.astimezone(zone)
    return {
        language: f"{format_datetime(local, pattern, locale=language)} {local.tzname()}"
        for language, pattern in _PATTERNS.items()
    }


def language_names(code: str) -> Sentences | None:
    """Return what a language is called (source: CLDR); None for one that is not known."""
    if code == "und":
        return None
    spoken = code.partition("-")[0]
    names = {language: Locale.parse(language).languages.get(spoken) for language in _PATTERNS}
    found = {language: name for language, name in names.items() if name}
    return found if len(found) == len(names) else None

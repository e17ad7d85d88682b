"""Where words that a moderator typed, or selected, stand in a text."""

import re
import unicodedata
from typing import Literal

Place = tuple[int, int]


def places(text: str, words: str, at: Place | None = None) -> tuple[Place, ...]:
    """Return the places of `words` in `text`, in code points, end exclusive.

    `at` is where they were selected, as `in_text` takes it: it counts only if just these words
    stand there. Typed words are found whatever their capitals and their white space; as whole
    words, or else inside of others.
    """
    if at is not None:
        start, end = in_text(text, at[0]), in_text(text, at[1])
        if start < end and _collapsed(text[start:end]) == _collapsed(words):
            return ((start, end),)
    composed, apart = (unicodedata.normalize(form, words) for form in _FORMS)
    for form in dict.fromkeys((words, composed, apart)):
        # Possessive, so that no text makes it slow.
        pattern = r"\s++".join(re.escape(part) for part in form.split())
        if not pattern:
            return ()
        found = [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
        if found:
            whole = [place for place in found if _stands_alone(text, place)]
            return tuple(whole or found)
    return ()


_FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")


def in_text(text: str, offset: int) -> int:
    """Return the place in `text` of one in the page: browsers turn each CR LF into one LF."""
    dropped = 0
    for found in re.finditer("\r\n", text):
        if found.start() - dropped >= offset:
            break
        dropped += 1
    return offset + dropped


def read_place(written: str) -> Place | None:
    """Read "start-end", None if it is not that."""
    match = re.fullmatch(r"([0-9]{1,6})-([0-9]{1,6})", written, re.ASCII)
    return (int(match[1]), int(match[2])) if match else None


def _collapsed(words: str) -> str:
    return " ".join(words.split())


def _stands_alone(text: str, place: Place) -> bool:
    start, end = place
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after

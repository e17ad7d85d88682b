"""Which texts can be screened at all."""

import unicodedata

TEXT_MAX = 20_000
"""Unicode code points."""

# Letters and marks by category that show nothing: Hangul fillers, the combining grapheme joiner,
# Khmer inherent vowels, the blank Braille pattern.
_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u2800")


def is_blank(text: str) -> bool:
    """Return whether nothing of `text` can be seen: spaces, controls, zero-width characters."""
    return all(
        character.isspace()
        or character in _INVISIBLE
        or unicodedata.category(character) in {"Cc", "Cf"}
        or unicodedata.name(character, "").startswith("VARIATION SELECTOR")
        for character in text
    )


def text_problem(text: str) -> str | None:
    """Return why a text cannot be screened, None if it can."""
    if len(text) > TEXT_MAX:
        return f"text has more than {TEXT_MAX} characters"
    if "\0" in text:
        return "text holds a NUL character"
    if any("\ud800" <= character <= "\udfff" for character in text):
        return "text holds half of a surrogate pair"
    return "text is empty or blank" if is_blank(text) else None

"""The office's own telephones, addresses and accounts, which are nobody's personal data."""

import re
from collections.abc import Sequence

from services.moderation.screening.personal.hit import BLANK

_NUMBER = re.compile(r"\+?[0-9][0-9 .()/-]*")
_PREFIX = re.compile(r"^(?:\+?62|0)")
_FEWEST_DIGITS = 3

# Part of a longer number, "112" in "0812 112 3456", is somebody else's.
_NO_DIGIT_BEFORE = r"(?<![0-9])(?<![0-9][ .()/-])(?<![0-9][ .()/-]{2})"
_NO_DIGIT_BEHIND = r"(?![ .()/-]{0,2}[0-9])"


def contact_pattern(listed: Sequence[str]) -> re.Pattern[str] | None:
    """Return what matches the contacts; a telephone number however it is spaced.

    Raise ValueError for one that is too short to be told from ordinary words.
    """
    patterns = "|".join(_pattern(one.strip()) for one in listed)
    return (
        re.compile(rf"(?<![\w.+-])(?:{patterns})(?![\w-]|\.\w)", re.IGNORECASE) if listed else None
    )


def without(own: re.Pattern[str] | None, text: str) -> str:
    """Return the text with blanks in place of the contacts."""
    return own.sub(lambda match: BLANK * len(match.group()), text) if own else text


def _pattern(contact: str) -> str:
    if _NUMBER.fullmatch(contact):
        return _of_number(contact)
    if len(contact) < _FEWEST_DIGITS or contact.isalpha():
        message = (
            f"{contact!r} is no contact: give a telephone number, an e-mail address, an account "
            "with its @, or a link"
        )
        raise ValueError(message)
    return re.escape(contact)


def _of_number(contact: str) -> str:
    digits = "".join(filter(str.isdigit, contact))
    if len(digits) < _FEWEST_DIGITS:
        message = f"{contact!r} is too short for a telephone number"
        raise ValueError(message)
    is_whole = bool(_PREFIX.match(contact.lstrip("(")))
    rest = digits.removeprefix("62").removeprefix("0") if is_whole else digits
    spaced = "[ .()/-]{0,2}".join(rest)
    number = rf"\(?(?:\+?62|0)[ .()/-]{{0,2}}{spaced}" if is_whole else spaced
    return _NO_DIGIT_BEFORE + number + _NO_DIGIT_BEHIND

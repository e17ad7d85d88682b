"""Recognise the office's own telephones, addresses and accounts: nobody's personal data."""

import re
from collections.abc import Iterator, Sequence

from services.moderation.screening.personal.hit import Hit, nobodys
from services.moderation.screening.personal.readings import Recogniser

_NUMBER = re.compile(r"\+?[0-9][0-9 .()/-]*")
_PREFIX = re.compile(r"^(?:\+?62|0)")
_FEWEST_DIGITS = 3


def own_contacts(listed: Sequence[str]) -> Recogniser:
    """Return what finds the contacts in a text in small letters; a telephone however it is spaced.

    Raise ValueError for one that is too short to be told from ordinary words.
    """
    if not listed:
        return lambda _: iter(())
    patterns = "|".join(_pattern(one.strip().lower()) for one in listed)
    pattern = re.compile(rf"(?<![\w.+-])(?:{patterns})(?![\w-]|\.\w)")

    def find(text: str) -> Iterator[Hit]:
        return (nobodys(*match.span()) for match in pattern.finditer(text))

    return find


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
    return rf"\(?(?:\+?62|0)[ .()/-]{{0,2}}{spaced}" if is_whole else spaced

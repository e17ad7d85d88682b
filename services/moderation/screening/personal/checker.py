"""Personal data: what its structure, the words beside it, or the names in a text give away."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from services.moderation.domain.screening import Finding
from services.moderation.screening.checker import Passage, Result
from services.moderation.screening.personal.addresses import find_addresses
from services.moderation.screening.personal.e_wallets import find_e_wallets
from services.moderation.screening.personal.email_addresses import find_email_addresses
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.identity_numbers import (
    find_identity_numbers,
    find_named_identity_numbers,
)
from services.moderation.screening.personal.lokal_forms import NUMBERS, WORDS, find_forms
from services.moderation.screening.personal.map_links import find_map_links
from services.moderation.screening.personal.phone_numbers import find_phone_numbers
from services.moderation.screening.personal.social_handles import find_social_handles
from services.moderation.screening.personal.statements import find_statements

Recogniser = Callable[[str], Iterator[Hit]]

# Stands for claimed characters: no recogniser has it within a pattern.
_BLANK = "|"

_PERSON = "PERSON"
_SPECIFIC = frozenset(
    {"HEALTH", "CHILD", "CRIMINAL_RECORD", "FINANCE", "ID_BANK_ACCOUNT", "CREDIT_CARD"}
)
"""Article 4 (2): among others health, criminal records, children, and personal finances."""


def _small(recognise: Recogniser) -> Recogniser:
    """Return a recogniser that is given the text in small letters."""
    return lambda text: recognise(text.lower())


# The first to claim a span keeps it: a NIK may hold what looks like a telephone number.
_RECOGNISERS: tuple[Recogniser, ...] = (
    _small(find_identity_numbers),
    _small(find_named_identity_numbers),
    _small(find_map_links),
    _small(find_email_addresses),
    _small(find_e_wallets),
    partial(find_forms, forms=NUMBERS),
    _small(find_phone_numbers),
    _small(find_social_handles),
    find_addresses,
    partial(find_forms, forms=WORDS),
)

# A number with letters drawn like digits in it, "34O4O112O385OOO1", is still that number.
_MIXED_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?=[OoIil]*[0-9])[0-9OoIil]{10,20}(?![A-Za-z0-9])")
_LETTERS_AS_DIGITS = str.maketrans("OoIil", "00111")


class PersonalDataChecker:
    """Finds personal data, general and specific in the sense of article 4 of UU 27/2022."""

    name = "personal-data"
    version = "2026.11.2"
    scores = frozenset({"personal_data"})

    def check(self, passage: Passage) -> Result:
        """Return a finding for each item.

        The score is the surest one's; names alone do not count, as every letter is signed.
        """
        hits = _claim(_in_digits(passage.seen.text))
        people = [hit for hit in hits if hit.label == _PERSON]
        stated = find_statements(passage.folded.text, people)
        hits = sorted([*hits, *stated], key=lambda hit: hit.start)
        score = max((hit.score for hit in hits if hit.label != _PERSON), default=0.0)
        return Result({"personal_data": score}, tuple(self._finding(passage, hit) for hit in hits))

    def _finding(self, passage: Passage, hit: Hit) -> Finding:
        start, end = passage.seen.span(hit.start, hit.end)
        return Finding(
            category="personal_data",
            label=hit.label,
            start=start,
            end=end,
            score=hit.score,
            severity=hit.severity,
            checker=self.name,
            version=self.version,
            reason_code=hit.reason_code,
            reason_params=hit.params,
            pdp="specific" if hit.label in _SPECIFIC else "general",
        )


def _in_digits(text: str) -> str:
    return _MIXED_NUMBER.sub(lambda match: match.group().translate(_LETTERS_AS_DIGITS), text)


def _claim(text: str) -> list[Hit]:
    """Return the hits; what one recogniser claimed is blank to the next."""
    hits: list[Hit] = []
    for recognise in _RECOGNISERS:
        found = list(recognise(text))
        hits += found
        text = _blank(text, found)
    return hits


def _blank(text: str, hits: Sequence[Hit]) -> str:
    if not hits:
        return text
    characters = list(text)
    for hit in hits:
        characters[hit.start : hit.end] = _BLANK * (hit.end - hit.start)
    return "".join(characters)

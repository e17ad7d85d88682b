"""Personal data by structure: identity numbers, telephone numbers, e-mail addresses."""

import re
from collections.abc import Callable, Iterable, Iterator

from services.moderation.domain.screening import Finding
from services.moderation.screening.checker import Passage, Result
from services.moderation.screening.email_addresses import find_email_addresses
from services.moderation.screening.hit import Hit
from services.moderation.screening.identity_numbers import (
    find_identity_numbers,
    find_named_identity_numbers,
)
from services.moderation.screening.phone_numbers import find_phone_numbers

Recogniser = Callable[[str], Iterator[Hit]]

# Stands for claimed characters: no recogniser has it within a pattern.
_BLANK = "|"

# The first to claim a span keeps it: a NIK may hold what looks like a telephone number.
_RECOGNISERS: tuple[Recogniser, ...] = (
    find_identity_numbers,
    find_named_identity_numbers,
    find_email_addresses,
    find_phone_numbers,
)


# A number with letters drawn like digits in it, "34O4O112O385OOO1", is still that number.
_MIXED_NUMBER = re.compile(r"(?<![a-z0-9])(?=[oil]*[0-9])[0-9oil]{10,20}(?![a-z0-9])")
_LETTERS_AS_DIGITS = str.maketrans("oil", "011")


class PersonalDataChecker:
    """Finds personal data that its own structure gives away. Names and addresses are not among it.

    Everything found is general personal data in the sense of article 4 of the personal data
    protection act (UU 27/2022).
    """

    name = "personal-data"
    version = "2026.11.1"
    scores = frozenset({"personal_data"})

    def check(self, passage: Passage) -> Result:
        """Return a finding for each number or address; the score is the surest one's."""
        findings = tuple(
            self._finding(passage, hit) for hit in _claim(_in_digits(passage.folded.text))
        )
        score = max((finding.score for finding in findings), default=0.0)
        return Result({"personal_data": score}, findings)

    def _finding(self, passage: Passage, hit: Hit) -> Finding:
        start, end = passage.folded.span(hit.start, hit.end)
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
            pdp="general",
        )


def _in_digits(text: str) -> str:
    return _MIXED_NUMBER.sub(lambda match: match.group().translate(_LETTERS_AS_DIGITS), text)


def _claim(text: str) -> Iterable[Hit]:
    """Return the hits in text order; what one recogniser claimed is blank to the next."""
    hits = []
    for recognise in _RECOGNISERS:
        found = list(recognise(text))
        hits += found
        text = _blank(text, found)
    return sorted(hits, key=lambda hit: hit.start)


def _blank(text: str, hits: list[Hit]) -> str:
    if not hits:
        return text
    characters = list(text)
    for hit in hits:
        characters[hit.start : hit.end] = _BLANK * (hit.end - hit.start)
    return "".join(characters)

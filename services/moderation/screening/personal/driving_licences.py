"""Recognise numbers of driving licences (SIM): 12 to 14 digits after the word, or 16."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.digit_groups import number_end
from services.moderation.screening.personal.hit import Hit

# The classes are A, B1, B2, C, C1, C2, D, D1, some for public transport ("umum"). "Kartu SIM" is a
# telephone's.
_NAMED = re.compile(
    r"(?<!kartu )\bsim(?:-?(?:ku|mu|nya|ne|e|kula))?\b(?: ?[abcd](?: ?(?:[12]"
    r"|i{1,2}))?\b)?(?: umum)?"
    r"|surat izin mengemudi|driv(?:ing|er'?s?) licen[cs]e"
)
_GAP = re.compile(r"[^0-9\x00.!?]{0,30}(?:no\.[ :]{0,2})?(?=[0-9])")
_LENGTHS = (12, 13, 14, 16)


def find_driving_licences(text: str) -> Iterator[Hit]:
    """Yield the numbers in a folded text that are called SIM. Linear."""
    for match in _NAMED.finditer(text):
        gap = _GAP.match(text, match.end())
        # 08 begins a telephone number, as "no. SIM" may be a telephone's card too.
        if gap is None or text.startswith("08", gap.end()):
            continue
        end = number_end(text, gap.end(), _LENGTHS)
        if end:
            yield Hit("ID_DRIVING_LICENCE", gap.end(), end, 0.95, Severity.HIGH, "driving_licence")

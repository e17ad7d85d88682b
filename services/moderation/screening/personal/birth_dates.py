"""Recognise dates of birth: a full date beside a word for being born."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

_MONTH = (
    r"(?:jan(?:uari|uary)?|[fp]eb(?:ruari|ruary)?|mar(?:et|ch)?|apr(?:il)?|mei|may"
    r"|jun[ie]?|jul[iy]?|a(?:gustus|ugust|gs?t?|ug)"
    r"|sept?(?:ember)?|o[kc]t(?:ober)?|no[vp](?:ember)?|de[sc](?:ember)?)\b\.?"
)
_DATE = (
    rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{_MONTH}[ -][0-9]{{4}}|{_MONTH} "
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}}"
    r"|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
    r"|[0-9]{1,2} ?[-/. ] ?[0-9]{1,2} ?[-/. ] ?(?:[12][0-9]{3}|[0-9]{2}))(?![0-9])"
)
_BORN = (
    r"(?:\bt\.?t\.?l\.?\b|tempat,? ?(?:dan )?(?:tanggal|tgl)\.? lahir|(?:tanggal"
    r"|tgl)\.? ?lahir|\bd\.?o\.?b\b|date of birth"
    r"|birth ?(?:date|day)|\bborn\b|\b(?:ke)?lahir(?:an)?(?:e|nya|ku|mu|ipun|kan)?\b"
    r"|\blhr\b|\blair(?:e|ku|ipun)?\b|miyos|babaran"
    r"|ulang tahun(?:ku|nya)?|ultah)"
)
# An event is born too: "hari lahir Pancasila".
_EVENT = r"(?<!hari )(?<!har)"
_AFTER_WORD = re.compile(
    rf"{_EVENT}{_BORN}(?P<gap>[^0-9\x00!?]{{0,45}}?)(?<![0-9])(?P<date>{_DATE})"
)
_BEFORE_WORD = re.compile(
    rf"(?<![0-9])(?P<date>{_DATE})(?P<gap>[ ,(]{{1,3}}(?:adalah |itu |is |\( ?)?){_BORN}"
)
_SENTENCE_ENDS = re.compile(r"[a-z]{4}\. ")
_YEAR = re.compile(r"[0-9]{4}")
_FIRST_YEAR = 1900


def find_birth_dates(text: str) -> Iterator[Hit]:
    """Yield the dates of birth in a folded text, without the place. Linear."""
    for pattern in (_AFTER_WORD, _BEFORE_WORD):
        for match in pattern.finditer(text):
            goes_on = not _SENTENCE_ENDS.search(match["gap"])
            if goes_on and _is_of_the_living(match["date"]):
                yield Hit("DATE_OF_BIRTH", *match.span("date"), 0.95, Severity.MEDIUM, "birth_date")


def _is_of_the_living(date: str) -> bool:
    year = _YEAR.search(date)
    return year is None or int(year.group()) >= _FIRST_YEAR

"""Personal data: what its structure, the words beside it, or the names in a text give away."""

import re
import unicodedata
from collections.abc import Sequence

from services.moderation.domain.screening import Finding
from services.moderation.screening.checker import Passage, Result
from services.moderation.screening.personal.addresses import find_addresses
from services.moderation.screening.personal.bank_accounts import find_bank_accounts
from services.moderation.screening.personal.birth_dates import find_birth_dates
from services.moderation.screening.personal.coordinates import find_coordinates
from services.moderation.screening.personal.driving_licences import find_driving_licences
from services.moderation.screening.personal.e_wallets import find_e_wallets
from services.moderation.screening.personal.email_addresses import find_email_addresses
from services.moderation.screening.personal.file_numbers import find_file_numbers
from services.moderation.screening.personal.health_insurance import find_insurance_numbers
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.identity_numbers import (
    find_identity_numbers,
    find_named_identity_numbers,
    find_odd_identity_numbers,
)
from services.moderation.screening.personal.ip_addresses import find_ip_addresses
from services.moderation.screening.personal.office_recognisers import OfficeRecognisers
from services.moderation.screening.personal.own_contacts import contact_pattern, without
from services.moderation.screening.personal.passports import find_passports
from services.moderation.screening.personal.payment_cards import (
    find_named_cards,
    find_payment_cards,
)
from services.moderation.screening.personal.people import find_people
from services.moderation.screening.personal.phone_numbers import find_phone_numbers
from services.moderation.screening.personal.placeholders import find_placeholders
from services.moderation.screening.personal.readings import Recogniser, read
from services.moderation.screening.personal.social_handles import find_social_handles
from services.moderation.screening.personal.spoken_numbers import find_spoken_numbers
from services.moderation.screening.personal.statements import find_statements
from services.moderation.screening.personal.tax_numbers import find_tax_numbers
from services.moderation.screening.personal.vehicle_plates import find_vehicle_plates

_VERSION = "2026.11.3"
_PERSON = "PERSON"
_SPECIFIC = frozenset(
    {"HEALTH", "CHILD", "CRIMINAL_RECORD", "FINANCE", "ID_BANK_ACCOUNT", "CREDIT_CARD"}
)
"""Article 4 (2): among others health, criminal records, children, and personal finances."""


def _small(recognise: Recogniser) -> Recogniser:
    """Return a recogniser that is given the text in small letters."""
    return lambda text: recognise(text.lower())


# The first to claim a span keeps it: a NIK may hold what looks like a telephone number.
_IDENTIFIERS: tuple[Recogniser, ...] = (
    find_placeholders,
    _small(find_coordinates),
    _small(find_email_addresses),
    _small(find_social_handles),
    _small(find_ip_addresses),
    _small(find_tax_numbers),
    _small(find_named_cards),
    _small(find_identity_numbers),
    _small(find_insurance_numbers),
    _small(find_driving_licences),
    _small(find_named_identity_numbers),
    _small(find_payment_cards),
    _small(find_passports),
    find_e_wallets,
    find_bank_accounts,
    _small(find_birth_dates),
    _small(find_file_numbers),
    _small(find_phone_numbers),
    _small(find_spoken_numbers),
    _small(find_odd_identity_numbers),
    find_vehicle_plates,
    find_addresses,
)

# A number with letters drawn like digits in it, "34O4O112O385OOO1", is still that number.
_MIXED_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?=[OoIil]{0,12}[0-9])[0-9OoIil]{4,20}(?![A-Za-z0-9])")
_LETTERS_AS_DIGITS = str.maketrans("OoIil", "00111")

_COMBINING = frozenset({"Mn", "Me"})


class PersonalDataChecker:
    """Finds personal data, general and specific in the sense of article 4 of UU 27/2022.

    `office` adds what an office recognises by its own file; the version then names that file too.
    `own_contacts` are the office's own, which nothing here flags. If one of the office's
    recognisers fails, so does the checker: a person sees the text.
    """

    name = "personal-data"
    scores = frozenset({"personal_data"})

    def __init__(
        self, office: OfficeRecognisers | None = None, own_contacts: Sequence[str] = ()
    ) -> None:
        """Take what an office recognises, and its own contacts. Raise ValueError for no contact."""
        self.version = f"{_VERSION}+{office.version}" if office else _VERSION
        self._office = office.find if office else None
        self._own = contact_pattern(own_contacts)

    def check(self, passage: Passage) -> Result:
        """Return a finding for each item.

        The score is the surest one's; names alone do not count, as every letter is signed.
        """
        text = without(self._own, _in_digits(passage.seen.text))
        hits = read(text, _IDENTIFIERS, find_people, self._office)
        people = [hit for hit in hits if hit.label == _PERSON]
        stated = find_statements(passage.seen.text, people)
        hits = sorted([*hits, *stated], key=lambda hit: hit.start)
        score = max((hit.score for hit in hits if hit.label != _PERSON), default=0.0)
        return Result({"personal_data": score}, tuple(self._finding(passage, hit) for hit in hits))

    def _finding(self, passage: Passage, hit: Hit) -> Finding:
        start, end = passage.seen.span(hit.start, hit.end)
        return Finding(
            category="personal_data",
            label=hit.label,
            start=start,
            end=_with_marks(passage.text, end),
            score=hit.score,
            severity=hit.severity,
            checker=self.name,
            version=self.version,
            reason_code=hit.reason_code,
            reason_params=hit.params,
            pdp="specific" if hit.label in _SPECIFIC else "general",
        )


def _with_marks(text: str, end: int) -> int:
    """Return `end` past the marks of its last character: a keycap, a variation, an accent."""
    while end < len(text) and unicodedata.category(text[end]) in _COMBINING:
        end += 1
    return end


def _in_digits(text: str) -> str:
    return _MIXED_NUMBER.sub(lambda match: match.group().translate(_LETTERS_AS_DIGITS), text)

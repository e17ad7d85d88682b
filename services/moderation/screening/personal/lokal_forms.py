"""What `lokal-id` recognises, under our labels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lokal import PiiType, detect_pii

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

_SURE, _LIKELY = 0.95, 0.7

# Some of its patterns are quadratic: a stretch bounds them, and its overlap keeps what it would cut.
_STRETCH, _OVERLAP = 2_000, 300


@dataclass(frozen=True, slots=True)
class Form:
    """What one of its types is here."""

    label: str
    severity: Severity
    reason_code: str


NUMBERS: Mapping[PiiType, Form] = {
    "BPJS": Form("ID_BPJS", Severity.HIGH, "bpjs"),
    "SIM": Form("ID_DRIVING_LICENCE", Severity.HIGH, "driving_licence"),
    "PASSPORT": Form("ID_PASSPORT", Severity.HIGH, "passport"),
    "CARD": Form("CREDIT_CARD", Severity.CRITICAL, "card"),
    "BANK_ACCOUNT": Form("ID_BANK_ACCOUNT", Severity.HIGH, "bank_account"),
}
"""Numbers, which may look like a telephone number: asked for before those."""

WORDS: Mapping[PiiType, Form] = {
    "PLATE": Form("ID_VEHICLE_PLATE", Severity.MEDIUM, "vehicle_plate"),
    "IP": Form("IP_ADDRESS", Severity.MEDIUM, "ip_address"),
    "GEO": Form("COORDINATES", Severity.MEDIUM, "coordinates"),
    "BIRTH_DATE": Form("DATE_OF_BIRTH", Severity.MEDIUM, "birth_date"),
    "NAME": Form("PERSON", Severity.LOW, "person"),
}


def find_forms(text: str, forms: Mapping[PiiType, Form]) -> Iterator[Hit]:
    """Yield what is found of these types in a text as it is seen. Linear."""
    found = set()
    for start in range(0, max(len(text) - _OVERLAP, 1), _STRETCH - _OVERLAP):
        for match in detect_pii(text[start : start + _STRETCH], types=forms):
            place = (match.type, match.start + start, match.end + start)
            if place not in found:
                found.add(place)
                score = _SURE if match.confidence == "high" else _LIKELY
                form = forms[match.type]
                yield Hit(form.label, *place[1:], score, form.severity, form.reason_code)

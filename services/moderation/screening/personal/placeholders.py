"""What stands in the place of personal data that is masked, and where it stands."""

import re
from collections.abc import Iterator

from services.moderation.screening.personal.hit import Hit, nobodys

PLACEHOLDERS = {
    "ID_NIK": "[NIK disamarkan]",
    "ID_KK": "[nomor KK disamarkan]",
    "ID_NPWP": "[NPWP disamarkan]",
    "ID_BPJS": "[nomor BPJS disamarkan]",
    "ID_PASSPORT": "[nomor paspor disamarkan]",
    "ID_DRIVING_LICENCE": "[nomor SIM disamarkan]",
    "ID_VEHICLE_PLATE": "[pelat nomor disamarkan]",
    "ID_BANK_ACCOUNT": "[nomor rekening disamarkan]",
    "E_WALLET": "[nomor dompet digital disamarkan]",
    "PHONE_NUMBER": "[nomor telepon disamarkan]",
    "EMAIL_ADDRESS": "[surel disamarkan]",
    "CREDIT_CARD": "[nomor kartu disamarkan]",
    "PERSON": "[nama disamarkan]",
    "ADDRESS": "[alamat disamarkan]",
    "DATE_OF_BIRTH": "[tanggal lahir disamarkan]",
    "COORDINATES": "[lokasi disamarkan]",
    "SOCIAL_HANDLE": "[akun disamarkan]",
    "IP_ADDRESS": "[alamat IP disamarkan]",
}
PLACEHOLDER = "[data pribadi disamarkan]"
SHORTEST_REPEATED = 6
"""A shorter value would mask innocent words and figures wherever they recur."""

NAMELESS = "[nama warga]"

_ANY = re.compile("|".join(map(re.escape, [*PLACEHOLDERS.values(), PLACEHOLDER, NAMELESS])))


def find_placeholders(text: str) -> Iterator[Hit]:
    """Claim what is masked: its words ("nomor rekening") must not name the next number. Linear."""
    for match in _ANY.finditer(text):
        yield nobodys(*match.span())

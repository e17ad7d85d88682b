"""Recognise the telephone numbers by which electronic wallets are paid into."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

# "Dana" is also the word for funds: in small letters it is the wallet only where one pays.
_WALLET = (
    r"(?:(?i:ovo|go-? ?pay|shopee ?-?pay|s-?pay|link ?-?aja|e-?wallet|e-?money|dompet "
    r"(?:digital|elektronik)|sakuku"
    r"|isaku|doku|jenius ?pay|astra ?pay)|DANA|Dana(?! [a-z])|dana(?=[ :]*[+0-9(])"
    r"|(?<=ke )dana|(?<=via )dana|(?<=lewat )dana|(?<=akun )dana|(?<=nomor )dana)"
)
_NUMBER = r"(?:\+? ?62[ .-]?|0[ .-]?|(?<![0-9])(?=8))8(?:[ .-]?[0-9]){8,11}(?![0-9])"
# A word for a telephone between them says that the number is no more than that.
_BETWEEN = (
    r"(?:(?!(?i:\b(?:wa|whatsapp|hubungi|konfirmasi|telp?|telepon|cp|sms"
    r"|call)\b))[^0-9.!?\x00]){0,30}?"
)
_BEFORE = re.compile(rf"\b{_WALLET}(?i:ku|mu|nya|ne|e)?\b{_BETWEEN}(?P<number>{_NUMBER})")
_AFTER = re.compile(rf"(?P<number>{_NUMBER}) ?[(,/-]? ?(?:(?i:via|lewat|di|ke|akun) )?{_WALLET}\b")


def find_e_wallets(text: str) -> Iterator[Hit]:
    """Yield the numbers that stand beside a wallet's name in a text as it is seen. Linear."""
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            yield Hit("E_WALLET", *match.span("number"), 0.95, Severity.HIGH, "e_wallet")

"""Recognise numbers of payment cards by issuer, length and check digit (Luhn)."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.digit_groups import number_end, only_digits
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.surroundings import before

_STARTS = re.compile(r"(?<![0-9])[2-6]")
# Visa; Mastercard; American Express; Diners; JCB; Discover, UnionPay, Maestro.
_ISSUER = re.compile(
    r"4[0-9]{15}|4[0-9]{18}|5[1-5][0-9]{14}|2[2-7][0-9]{14}|3[47][0-9]{13}|3[068][0-9]{12}|35[0-9]{14}"
    r"|6(?!28)[0-9]{15,18}|50[0-9]{14}|5[6-8][0-9]{14}"
)
_LENGTHS = (14, 15, 16, 19)
_CARD = re.compile(r"kartu|card|visa|master|amex|kredit|debit|\batm\b|\bcc\b")
_OTHER = re.compile(
    r"\brek\b|rekening|norek|\bresi|pesanan|order|invoice|tiket|referensi|transaksi|\bva\b"
)


def find_payment_cards(text: str) -> Iterator[Hit]:
    """Yield the numbers of payment cards in a folded text. Linear."""
    done = 0
    for match in _STARTS.finditer(text):
        start = match.start()
        if start < done:
            continue
        for length in _LENGTHS:
            end = number_end(text, start, (length,))
            if end and _is_card(text, start, end):
                yield Hit("CREDIT_CARD", start, end, 0.95, Severity.CRITICAL, "card")
                done = end
                break


def _is_card(text: str, start: int, end: int) -> bool:
    digits = only_digits(text[start:end])
    if not _ISSUER.fullmatch(digits) or not passes_luhn(digits):
        return False
    words = before(text, start, 40)
    return bool(_CARD.search(words)) or not _OTHER.search(words)


def passes_luhn(digits: str) -> bool:
    """Tell whether the last of `digits` is the check digit of the others (ISO/IEC 7812)."""
    doubled = (sum(divmod(2 * int(one), 10)) for one in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0

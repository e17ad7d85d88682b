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
    r"4[0-9]{15}|4[0-9]{18}|5[1-5][0-9]{14}|2[2-7][0-9]{14}|3[47][0-9]{13}"
    r"|3[068][0-9]{12}|35[0-9]{14}"
    r"|6(?!28)[0-9]{15,18}|50[0-9]{14}|5[6-8][0-9]{14}"
)
_LENGTHS = (14, 15, 16, 19)
_CARD = re.compile(r"kartu|card|visa|master|amex|kredit|debit|\batm\b|\bcc\b")
_OTHER = re.compile(
    r"\brek\b|rekening|norek|\bresi|pesanan|order|invoice|tiket|referensi|transaksi|\bva\b"
)
_IDENTITY = re.compile(r"\bnik|\bktp|\bkk\b|keluarga|penduduk|\bnpwp|bpjs|\bid card|identity")


def find_named_cards(text: str) -> Iterator[Hit]:
    """Yield the card numbers in a folded text beside a word for it: some are built like a NIK."""
    for start, end in _cards(text):
        words = before(text, start, 40)
        if _CARD.search(words) and not _IDENTITY.search(words):
            yield _hit(start, end)


def find_payment_cards(text: str) -> Iterator[Hit]:
    """Yield the numbers of payment cards in a folded text. Linear."""
    for start, end in _cards(text):
        words = before(text, start, 40)
        if _CARD.search(words) or not _OTHER.search(words):
            yield _hit(start, end)


def _hit(start: int, end: int) -> Hit:
    return Hit("CREDIT_CARD", start, end, 0.95, Severity.CRITICAL, "card")


def _cards(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the numbers of a known issuer and length, with a valid check digit."""
    done = 0
    for match in _STARTS.finditer(text):
        start = match.start()
        for length in _LENGTHS if start >= done else ():
            end = number_end(text, start, (length,))
            digits = only_digits(text[start:end]) if end else ""
            if end and _ISSUER.fullmatch(digits) and passes_luhn(digits):
                yield start, end
                done = end
                break


def passes_luhn(digits: str) -> bool:
    """Tell whether the last of `digits` is the check digit of the others (ISO/IEC 7812)."""
    doubled = (sum(divmod(2 * int(one), 10)) for one in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0

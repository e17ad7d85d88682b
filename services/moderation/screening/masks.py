"""What a moderator may put in place of personal data: nothing but these, so nobody is reworded."""

import unicodedata
from enum import StrEnum
from functools import cache

from services.moderation.domain.screening import PERSON_JUDGES, Finding, Severity
from services.moderation.screening.redaction import redact

ANY = "personal_data"
"""Kind of what a person marks as personal data without saying which."""

HIDDEN = "•"
_KEPT_AT_EACH_END = 4
_FEWEST_DIGITS = 6
_LONG = 12
"""Digits from which four at each end leave at least four hidden."""

_ROLES = {
    ANY: "[data warga]",
    "PERSON": "[nama warga]",
    "ADDRESS": "[alamat warga]",
    "PHONE_NUMBER": "[nomor telepon warga]",
    "EMAIL_ADDRESS": "[surel warga]",
    "ID_NIK": "[NIK warga]",
    "ID_KK": "[nomor KK warga]",
    "ID_NPWP": "[NPWP warga]",
    "ID_BPJS": "[nomor BPJS warga]",
    "ID_PASSPORT": "[nomor paspor warga]",
    "ID_DRIVING_LICENCE": "[nomor SIM warga]",
    "ID_VEHICLE_PLATE": "[pelat nomor warga]",
    "ID_BANK_ACCOUNT": "[nomor rekening warga]",
    "E_WALLET": "[dompet digital warga]",
    "CREDIT_CARD": "[nomor kartu warga]",
    "DATE_OF_BIRTH": "[tanggal lahir warga]",
    "COORDINATES": "[lokasi warga]",
    "SOCIAL_HANDLE": "[akun warga]",
    "IP_ADDRESS": "[alamat IP warga]",
    "HEALTH": "[keadaan kesehatan warga]",
    "CHILD": "[data anak]",
    "CRIMINAL_RECORD": "[riwayat hukum warga]",
    "FINANCE": "[keadaan keuangan warga]",
}

KINDS = tuple(_ROLES)
"""Every kind that can be masked: ANY, and the labels of personal data."""

_NUMBERS = frozenset(
    {
        "PHONE_NUMBER",
        "ID_NIK",
        "ID_KK",
        "ID_NPWP",
        "ID_BPJS",
        "ID_DRIVING_LICENCE",
        "ID_BANK_ACCOUNT",
        "E_WALLET",
        "CREDIT_CARD",
    }
)
_SEPARATORS = frozenset(" \u00a0-\u2010\u2011\u2012\u2013\u2014.()/+")


class Style(StrEnum):
    """How a span is masked."""

    FULL = "full"
    PARTIAL = "partial"
    ROLE = "role"


def mask(style: Style, kind: str, value: str) -> str | None:
    """Return what stands in place of `value`, None where that style makes no sense for it."""
    match style:
        case Style.FULL:
            return full_mask(kind)
        case Style.PARTIAL:
            return partial_mask(kind, value)
        case Style.ROLE:
            return _ROLES.get(kind)


@cache
def full_mask(kind: str) -> str:
    """Return the placeholder that the machine puts for a kind.

    It is the machine that is asked, so that a text never tells who masked which part of it.
    """
    label = "" if kind in PERSON_JUDGES else kind
    whole = Finding("personal_data", label, 0, 1, 1.0, Severity.HIGH, "", "", "")
    return redact("-", (whole,))


def partial_mask(kind: str, value: str) -> str | None:
    """Return `value` with its middle hidden, such as 0812-••••-7890; None where it would not help.

    At most the first and the last four digits stay, and of fewer than twelve at most half. A number
    that is disguised (words, zero-width characters, lines) is masked whole or not at all.
    """
    if kind == "EMAIL_ADDRESS":
        return _partial_address(value)
    return _partial_number(value) if kind in _NUMBERS else None


def _partial_number(value: str) -> str | None:
    digits = [at for at, character in enumerate(value) if character.isdecimal()]
    plain = all(character.isdecimal() or character in _SEPARATORS for character in value)
    if not plain or len(digits) < _FEWEST_DIGITS:
        return None
    kept = len(digits) // 2 if len(digits) < _LONG else len(digits)
    first = min(_KEPT_AT_EACH_END, kept)
    last = min(_KEPT_AT_EACH_END, kept - first)
    hidden = set(digits[first : len(digits) - last])
    return "".join(HIDDEN if at in hidden else value[at] for at in range(len(value)))


def _partial_address(value: str) -> str | None:
    """Keep the first letters of the name and the last part of the host: si••••@•••••.com."""
    name, at, host = value.partition("@")
    domain, dot, last = host.rpartition(".")
    letters = sum(character not in "@." for character in value)
    if not (name and domain and last) or "@" in host or not value.isascii() or " " in value:
        return None
    first = min(2, len(name.replace(".", "")) // 2)
    if first + len(last) > letters // 2:
        last = HIDDEN * len(last)
    return f"{_hide(name, first)}{at}{_hide(domain)}{dot}{last}"


def _hide(part: str, kept: int = 0) -> str:
    shown = part[:kept] if "." not in part[:kept] else ""
    rest = part[len(shown) :]
    return shown + "".join(HIDDEN if one != "." else one for one in rest)


def whole_characters(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span widened to what a reader sees as characters: no mark is left without one."""
    while start > 0 and _continues(text, start):
        start -= 1
    while end < len(text) and _continues(text, end):
        end += 1
    return start, end


def _continues(text: str, at: int) -> bool:
    """Tell whether the character at `at` is drawn as part of the one before it."""
    joined = "\u200d"
    character = text[at]
    return (
        unicodedata.category(character) in {"Mn", "Mc", "Me"}
        or character == joined
        or text[at - 1] == joined
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )

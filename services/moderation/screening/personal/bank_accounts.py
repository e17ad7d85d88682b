"""Recognise numbers of bank accounts: beside the word for it, or beside a bank's name."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.digit_groups import number_end, only_digits
from services.moderation.screening.personal.hit import Hit

_ACCOUNT = (
    r"(?i:no\.? ?rek(?:ening)?|norek|rek(?:ening)?(?:-?(?:ku|mu|nya|ne|e))?|a/c|virtual "
    r"account|bank account|account (?:no|number))"
)
# Some banks are called by words of every day: those count with a capital.
_BANK = (
    r"(?i:b(?:ca|ri|ni|tn|si|pd|jb|tpn)|bpd ?(?:diy|jateng|jabar|bali)|muamalat|danamon"
    r"|cimb(?: niaga)?|ocbc(?: nisp)?"
    r"|panin|maybank|seabank|bank [a-z]+|bukopin|sinarmas|dbs|hsbc|uob|brimo|livin|allo)"
    r"|Mandiri|MANDIRI|Permata|PERMATA|Mega|MEGA|Jago|JAGO|Niaga|Neo|Blu|BLU"
)
# What may stand between: no full stop that ends a sentence, no other kind of number.
_BETWEEN = (
    r"(?:(?!(?i:\b(?:wa|hp|telp?|telepon|hubungi|konfirmasi|nik|kk|rp|idr)\b))[^0-9\x00!?]){0,40}?"
)
_BEFORE = re.compile(
    rf"\b(?:{_ACCOUNT}|(?:{_BANK})(?! *[0-9]+ *(?:juta|jt|ribu"
    rf"|rb)))\b{_BETWEEN}(?<![0-9A-Za-z])(?=[0-9])"
)
_DIRECT = re.compile(rf"(?:\b(?:{_ACCOUNT}|{_BANK})\b[ :.=-]*(?:(?i:no(?:mor|mer)?|atas)[ :.]*)?)$")
_STARTS = re.compile(r"(?<![0-9.,A-Za-z+-])[0-9]")
_NEXT = re.compile(rf" ?[(,/-]? ?(?:(?i:di|via|bank|rek(?:ening)?) )*(?:{_BANK})\b")
_AMOUNT_OR_DATE = re.compile(
    r"[0-9]{1,3}(?:[.,][0-9]{3})+(?:,[0-9]{2})?|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_MOBILE = re.compile(r"(?:08|628)[0-9]{8,11}")
# The groups of BRI end in a single digit, which is no figure of its own.
_OF_BRI = re.compile(r"[0-9]{4}([ .-])[0-9]{2}\1[0-9]{6}\1[0-9]{2}\1[0-9](?![0-9])")
_LENGTHS = range(8, 19)
_SURE_LENGTHS = range(10, 17)


def find_bank_accounts(text: str) -> Iterator[Hit]:
    """Yield the numbers of bank accounts in a text as it is seen. Linear."""
    for match in _BEFORE.finditer(text):
        start = match.end()
        end = _end(text, start)
        if end and (not _is_telephone(text, start, end) or _is_direct(text, start)):
            yield _hit(start, end, 0.95)
    for match in _STARTS.finditer(text):
        start = match.start()
        end = _end(text, start)
        if end and _NEXT.match(text, end) and not _is_telephone(text, start, end):
            yield _hit(start, end, 0.85)


def _is_direct(text: str, start: int) -> bool:
    """Tell whether the account's word or the bank's name stands right before."""
    return bool(_DIRECT.search(text, max(0, start - 40), start))


def _end(text: str, start: int) -> int | None:
    whole = _OF_BRI.match(text, start)
    if whole:
        return whole.end()
    end = number_end(text, start, _SURE_LENGTHS) or number_end(text, start, _LENGTHS)
    return None if end is None or _AMOUNT_OR_DATE.fullmatch(text, start, end) else end


def _is_telephone(text: str, start: int, end: int) -> bool:
    return bool(_MOBILE.fullmatch(only_digits(text[start:end])))


def _hit(start: int, end: int, score: float) -> Hit:
    return Hit("ID_BANK_ACCOUNT", start, end, score, Severity.HIGH, "bank_account")

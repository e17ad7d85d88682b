"""Recognise the telephone numbers by which electronic wallets are paid into."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

_WALLET = r"(?:dana|ovo|go-? ?pay|shopee ?-?pay|link ?aja|e-?wallet|sakuku|jenius ?pay)"
_NUMBER = r"(?:\+? ?62[ .-]?|0[ .-]?|(?<![0-9])(?=8))8(?:[ .-]?[0-9]){8,11}(?![0-9])"
_BETWEEN = r"[^0-9.!?|]{0,30}?"
_BEFORE = re.compile(rf"\b{_WALLET}\b{_BETWEEN}(?P<number>{_NUMBER})")
_AFTER = re.compile(rf"(?P<number>{_NUMBER}) ?[(,/-]? ?(?:via |lewat |di |ke )?{_WALLET}\b")


def find_e_wallets(text: str) -> Iterator[Hit]:
    """Yield the numbers that stand beside a wallet's name in a folded text. Linear."""
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            yield Hit("E_WALLET", *match.span("number"), 0.95, Severity.HIGH, "e_wallet")

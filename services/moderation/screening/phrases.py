"""Phrases with weights, looked for in one pass over a text."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """A phrase in the text: its group and where it stands, end exclusive."""

    group: str
    start: int
    end: int


class Phrases:
    """Groups of phrases; a phrase is literal, on word boundaries, a space being any gap."""

    def __init__(self, **groups: Iterable[str]) -> None:
        self._pattern = re.compile(
            "|".join(rf"(?P<{name}>\b(?:{_either(phrases)})\b)" for name, phrases in groups.items())
        )

    def find(self, text: str) -> list[Sign]:
        """Return the signs in text order, without overlap."""
        return [
            Sign(match.lastgroup or "", *match.span()) for match in self._pattern.finditer(text)
        ]


def _either(phrases: Iterable[str]) -> str:
    # The longest comes first: of two that begin alike, the regular expression takes the earlier.
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"[ _.,*-]{1,3}") for phrase in ordered)


def probability(log_odds: float) -> float:
    """Return the logistic function of `log_odds`, to three decimals."""
    return round(1 / (1 + math.exp(-log_odds)), 3)

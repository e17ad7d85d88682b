"""Which words carry a score: what becomes of it when some are left out (occlusion)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from services.moderation.screening.encoder import Encoder, Floats, Reading, Window
from services.moderation.screening.joined import joined_logits

MOST = 8
"""Texts that are read to explain one, in one batch: as long as eight screenings."""

_WORD = re.compile(r"\S+")
_LEAST_DROP = 0.5
"""Of a logit: less is noise."""

_SHARE = 0.5
"""Words beside the ones that matter most belong to them if they matter half as much."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Groups of words, and how far each head's logit falls without each (group x head)."""

    groups: Sequence[Span]
    drops: Floats

    def span(self, head: int) -> Span | None:
        """Return the code points that carry a head's logit; None if no words stand out."""
        if not self.groups:
            return None
        drops = self.drops[:, head]
        first = last = int(np.argmax(drops))
        if drops[first] < _LEAST_DROP:
            return None
        least = drops[first] * _SHARE
        while first > 0 and drops[first - 1] >= least:
            first -= 1
        while last + 1 < len(drops) and drops[last + 1] >= least:
            last += 1
        return self.groups[first][0], self.groups[last][1]


def explain(encoder: Encoder, text: str, reading: Reading, head: int) -> Explanation:
    """Read the window where `head` is highest again, each time without some of its words."""
    bounds = [_bounds(one) for one in reading.windows]
    each = [
        joined_logits(encoder, one.binary, text[start:end])
        for one, (start, end) in zip(reading.windows, bounds, strict=True)
    ]
    worst = max(range(len(each)), key=lambda at: float(each[at][head]))
    start, end = bounds[worst]
    groups = _groups(text, start, end)
    if len(groups) <= 1:
        return Explanation(groups, np.full((len(groups), len(encoder.heads)), np.inf, np.float32))
    without = [text[start:left] + text[right:end] for left, right in groups]
    left = [
        joined_logits(encoder, binary, one)
        for binary, one in zip(encoder.together(without), without, strict=True)
    ]
    return Explanation(groups, each[worst] - np.stack(left))


def _bounds(window: Window) -> Span:
    placed = [(start, end) for start, end in window.offsets if end > start]
    return (placed[0][0], placed[-1][1]) if placed else (0, 0)


def _groups(text: str, start: int, end: int) -> list[Span]:
    """Return the words of a stretch, several together where there are many."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    size = -(-len(words) // MOST) or 1
    return [
        (words[at][0], words[min(at + size, len(words)) - 1][1])
        for at in range(0, len(words), size)
    ]

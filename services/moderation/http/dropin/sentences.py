"""Sentences of a text, as spans in code points."""

import re

from services.moderation.domain.text import is_blank

_BREAK = re.compile(r"(?<=[.!?…])\s+|\n+")


def sentence_spans(text: str, *, most: int) -> list[tuple[int, int]]:
    """Return start and end (exclusive) of each sentence that shows something, in order.

    There are at most `most`: in a text of more sentences, neighbours share a span.
    """
    spans = _spans(text)
    size = -(-len(spans) // most)
    if size <= 1:
        return spans
    groups = [spans[first : first + size] for first in range(0, len(spans), size)]
    return [(group[0][0], group[-1][1]) for group in groups]


def _spans(text: str) -> list[tuple[int, int]]:
    breaks = [match.span() for match in _BREAK.finditer(text)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    return [
        (start, end)
        for start, end in zip(starts, ends, strict=True)
        if not is_blank(text[start:end])
    ]

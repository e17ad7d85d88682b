"""Cut a text into segments, so that every finding's span can be marked, overlaps included."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.moderation.domain.screening import Finding


@dataclass(frozen=True, slots=True)
class Segment:
    """A slice of the text with one set of findings over all of it.

    `findings` are positions in the list of findings, in order; `ending` are those of them whose
    span ends with this slice, where a reader is told what was found.
    """

    text: str
    findings: tuple[int, ...] = ()
    ending: tuple[int, ...] = ()


def segments(text: str, findings: Sequence[Finding]) -> tuple[Segment, ...]:
    """Cut `text` wherever a finding begins or ends; the slices join to the text.

    Offsets are code points, as Python slices. A finding without a span, or with one that does not
    lie in this text, marks nothing.
    """
    starting: dict[int, list[int]] = defaultdict(list)
    ending: dict[int, list[int]] = defaultdict(list)
    for index, finding in enumerate(findings):
        span = _span(finding, len(text))
        if span is not None:
            starting[span[0]].append(index)
            ending[span[1]].append(index)
    cuts = sorted({0, len(text), *starting, *ending})
    active: set[int] = set()
    cut: list[Segment] = []
    for start, end in pairwise(cuts):
        active.difference_update(ending[start])
        active.update(starting[start])
        cut.append(Segment(text[start:end], tuple(sorted(active)), tuple(ending[end])))
    return tuple(cut)


def _span(finding: Finding, length: int) -> tuple[int, int] | None:
    start, end = finding.start, finding.end
    if start is None or end is None or not 0 <= start < end <= length:
        return None
    return start, end

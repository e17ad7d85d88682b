"""Mask the personal data of a text: unchanged slices, and a placeholder for each identifier."""

from collections.abc import Iterable, Iterator

from services.moderation.domain.screening import FLAGGED, PERSON_JUDGES, Finding
from services.moderation.screening.personal.placeholders import (
    PLACEHOLDER,
    PLACEHOLDERS,
    SHORTEST_REPEATED,
)

Span = tuple[int, int, str]


def redact(text: str, findings: Iterable[Finding]) -> str:
    """Return `text` with every flagged identifier masked, and every identical occurrence of it.

    Findings that a person must judge (PERSON_JUDGES) stay. Spans that overlap become one, under
    the placeholder of the first.
    """
    found = [
        (finding.start, finding.end, PLACEHOLDERS.get(finding.label, PLACEHOLDER))
        for finding in findings
        if is_masked(finding) and finding.start is not None and finding.end is not None
    ]
    pieces: list[str] = []
    done = 0
    for start, end, placeholder in _merged([*found, *_repeated(text, found)]):
        pieces += (text[done:start], placeholder)
        done = end
    return "".join((*pieces, text[done:]))


def is_masked(finding: Finding) -> bool:
    """Tell whether the machine masks what `finding` names."""
    return (
        finding.category == "personal_data"
        and finding.score >= FLAGGED
        and finding.label not in PERSON_JUDGES
    )


def _repeated(text: str, found: list[Span]) -> Iterator[Span]:
    """Yield where the words of a span occur again."""
    for value, placeholder in {text[start:end]: mask for start, end, mask in found}.items():
        if len(value) < SHORTEST_REPEATED:
            continue
        at = text.find(value)
        while at >= 0:
            yield at, at + len(value), placeholder
            at = text.find(value, at + len(value))


def _merged(spans: list[Span]) -> list[Span]:
    """Return the spans in text order, those that overlap made one."""
    merged: list[Span] = []
    for start, end, placeholder in sorted(spans):
        if merged and start < merged[-1][1]:
            first, last, mask = merged[-1]
            merged[-1] = (first, max(last, end), mask)
        else:
            merged.append((start, end, placeholder))
    return merged

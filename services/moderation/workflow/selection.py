"""Which personal data of a text is masked, and how: what a moderator chose, span by span."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from services.moderation.domain.errors import InvalidFieldError
from services.moderation.domain.screening import Finding
from services.moderation.screening.masks import KINDS, Style, mask
from services.moderation.screening.redaction import is_masked

MOST_CHOICES = 5_000
"""More than the longest text can hold of the shortest identifiers, less than a form may weigh."""


class ChoiceOrigin(StrEnum):
    """Where a choice comes from."""

    FOUND = "found"  # Screening found it.
    AGAIN = "again"  # Screening found it once other things were masked.
    ADDED = "added"  # A moderator added it.


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in one revision's text, in code points, end exclusive; `kind` is one of KINDS."""

    start: int
    end: int
    kind: str

    def lies_in(self, text: str) -> bool:
        """Tell whether there are words at this place."""
        return 0 <= self.start < self.end <= len(text)

    def words(self, text: str) -> str:
        """Return what stands there."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Choice:
    """A span and what becomes of it. `proposed`: it is masked unless somebody un-ticks it."""

    span: Span
    origin: ChoiceOrigin
    ticked: bool
    style: Style = Style.FULL
    finding: Finding | None = None

    @property
    def proposed(self) -> bool:
        """Tell whether the machine would mask it."""
        again = self.origin is ChoiceOrigin.AGAIN
        return again or (self.finding is not None and is_masked(self.finding))

    @property
    def left_by_name(self) -> bool:
        """Tell whether a moderator said that just this one stays readable."""
        return self.proposed and not self.ticked


@dataclass(frozen=True, slots=True)
class Selection:
    """Every choice about one revision of a text."""

    revision: int
    choices: tuple[Choice, ...]

    @property
    def masked(self) -> tuple[Choice, ...]:
        """The choices that mask something."""
        return tuple(choice for choice in self.choices if choice.ticked)

    def with_again(self, found: Iterable[Span]) -> "Selection":
        """Return it with spans that screening found after masking, ticked."""
        spans = set(found)
        others = tuple(choice for choice in self.choices if choice.span not in spans)
        again = (Choice(span, ChoiceOrigin.AGAIN, ticked=True) for span in sorted(spans))
        return replace(self, choices=(*others, *again))

    def check(self, text: str) -> None:
        """Raise InvalidFieldError for what cannot be masked as it says."""
        many = len(self.choices) > MOST_CHOICES
        if many or any(choice_problem(choice, text) for choice in self.choices):
            raise _impossible()


def choice_problem(choice: Choice, text: str) -> bool:
    """Tell whether the span is not in the text, or its kind or style is none of it."""
    span = choice.span
    if span.kind not in KINDS or not span.lies_in(text):
        return True
    return choice.ticked and mask(choice.style, span.kind, span.words(text)) is None


def proposed(text: str, findings: Sequence[Finding]) -> tuple[Choice, ...]:
    """Return a choice for each piece of personal data that was found, as the machine would make it.

    What screening is unsure of, and what a person must judge, is there un-ticked.
    """
    surest: dict[Span, Finding] = {}
    for finding in findings:
        span = _span_of(finding, text)
        if span is not None and (span not in surest or surest[span].score < finding.score):
            surest[span] = finding
    return tuple(
        Choice(span, ChoiceOrigin.FOUND, ticked=is_masked(finding), finding=finding)
        for span, finding in surest.items()
    )


def facts_of(selection: Selection, *, repeated: int) -> dict[str, Any]:
    """Return what the audit keeps: counts by kind and style, and never a word or a place."""
    masked = selection.masked
    left = [choice for choice in selection.choices if choice.left_by_name]
    added = [choice for choice in masked if choice.origin is ChoiceOrigin.ADDED]
    return {
        "masked": _by_kind(masked),
        "unticked": _by_kind(left),
        "added": _by_kind(added),
        "styles": dict(sorted(Counter(choice.style.value for choice in masked).items())),
        "repeated": repeated,
    }


def _by_kind(choices: Iterable[Choice]) -> dict[str, int]:
    return dict(sorted(Counter(choice.span.kind for choice in choices).items()))


def _span_of(finding: Finding, text: str) -> Span | None:
    if finding.category != "personal_data" or finding.start is None or finding.end is None:
        return None
    span = Span(finding.start, finding.end, finding.label)
    return span if span.lies_in(text) and span.kind in KINDS else None


def _impossible() -> InvalidFieldError:
    pointer = "/redaction"
    return InvalidFieldError(
        pointer,
        f"Choose at most {MOST_CHOICES} places that lie in the text, each masked in a way that it"
        " can be.",
        f"Pilih paling banyak {MOST_CHOICES} bagian yang ada dalam teks, masing-masing dengan cara"
        " samaran yang mungkin.",
    )

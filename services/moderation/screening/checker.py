"""What a checker is: one method that reads a passage and says what it found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from services.moderation.domain.screening import Finding, Language
from services.moderation.screening.encoder import Encoder, Reading
from services.moderation.screening.missing import CheckerMissingError
from services.moderation.screening.normalise import Normalised, as_seen, in_small, match_form


@dataclass(frozen=True)
class Passage:
    """A text under screening, as submitted and as the checkers read it.

    `seen` undoes how a text is drawn (letters, digits, white space), `folded` is the same in small
    letters, and `matching` also undoes how words are hidden. All map their offsets to `text`.
    """

    text: str

    @cached_property
    def seen(self) -> Normalised:
        """The text in plain letters and digits."""
        return as_seen(self.text)

    @cached_property
    def folded(self) -> Normalised:
        """The text in plain small letters and digits."""
        return in_small(self.seen)

    @cached_property
    def matching(self) -> Normalised:
        """The folded text with hidden words brought to light."""
        return match_form(self.folded)

    def read_by(self, encoder: Encoder) -> Reading:
        """Return the encoder's reading, made once however many checkers ask."""
        if encoder not in self._readings:
            self._readings[encoder] = encoder.read(self.text)
        return self._readings[encoder]

    @cached_property
    def _readings(self) -> dict[Encoder, Reading]:
        return {}


@dataclass(frozen=True, slots=True)
class Result:
    """What one checker makes of a passage: a value for each of its scores, and findings."""

    scores: Mapping[str, float] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    language: Language | None = None


class Checker(Protocol):
    """Looks at one kind of risk. Linear in the length of the passage, and safe in many threads."""

    @property
    def name(self) -> str:
        """Name in findings and failures."""

    @property
    def version(self) -> str:
        """Version of its rules or its model."""

    @property
    def scores(self) -> frozenset[str]:
        """The scores it alone answers for; null when it fails."""

    def check(self, passage: Passage) -> Result:
        """Return its scores and findings. Raise anything to say that it could not tell."""


@dataclass(frozen=True, slots=True)
class MissingChecker:
    """Stands where a checker could not be loaded, so that its scores are null."""

    name: str
    scores: frozenset[str]
    version: str = "none"

    def check(self, passage: Passage) -> Result:  # noqa: ARG002 (the protocol's argument)
        """Raise CheckerMissingError."""
        raise CheckerMissingError(self.name)

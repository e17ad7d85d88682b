"""Bounds on the time that an office's patterns may take."""

from collections.abc import Iterator
from typing import Any

import regex
from presidio_analyzer import EntityRecognizer, PatternRecognizer

MOST_SECONDS = 1.0
"""Of processor time of the process, for one pattern and text; Presidio would give it 60."""


class PatternTooSlowError(Exception):
    """A pattern that was given up. The message names it, and nothing of the text."""


class _Bounded:
    """A compiled pattern that fails when it takes too long.

    Presidio logs a TimeoutError and goes on as if nothing had been found; here a person shall see
    the text.
    """

    def __init__(self, name: str, compiled: Any) -> None:  # noqa: ANN401 (regex has no types)
        self._name, self._compiled = name, compiled

    def finditer(self, text: str, timeout: float) -> Iterator[Any]:
        """Yield the matches in `text`; `timeout` is ours. Raise PatternTooSlowError."""
        del timeout
        try:
            yield from self._compiled.finditer(text, timeout=MOST_SECONDS)
        except TimeoutError as error:
            raise PatternTooSlowError(self._name) from error


def bound(recogniser: EntityRecognizer) -> None:
    """Compile the patterns of `recogniser`, if it has any, so that none takes long."""
    if not isinstance(recogniser, PatternRecognizer):
        return
    flags = recogniser.global_regex_flags
    for pattern in recogniser.patterns:
        compiled = regex.compile(pattern.regex, flags=flags)
        pattern.compiled_regex = _Bounded(pattern.name, compiled)
        pattern.compiled_with_flags = flags

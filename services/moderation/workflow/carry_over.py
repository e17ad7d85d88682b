"""Choices about one revision's personal data, taken over to another: by their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.moderation.domain.screening import Finding
from services.moderation.store.contents import Content
from services.moderation.store.screenings import latest_screening
from services.moderation.wiring import Moderation
from services.moderation.workflow.selection import (
    Choice,
    ChoiceOrigin,
    Selection,
    Span,
    proposed,
)


@dataclass(frozen=True, slots=True)
class ReadRevision:
    """A text and what was found in it."""

    revision: int
    text: str
    findings: tuple[Finding, ...]


def read_revision(app: Moderation, submission_id: str, revision: int) -> ReadRevision | None:
    """Return a revision that a moderator has read before, None if there is no such."""
    with app.database.reading() as session:
        content = session.get(Content, (submission_id, revision))
        if content is None:
            return None
        screening = latest_screening(session, submission_id, revision)
        text = app.cipher.open(content.sealed).text
    return ReadRevision(revision, text, screening.findings if screening else ())


def carry_over(selection: Selection, old: ReadRevision, new: ReadRevision) -> Selection:
    """Return the choices for `new`: what was said of words is said of the same words there.

    What a moderator added is masked wherever it stands now; what is gone needs no choice.
    """
    said = {(choice.span.kind, choice.span.words(old.text)): choice for choice in selection.choices}
    choices = [_as_said(choice, new.text, said) for choice in proposed(new.text, new.findings)]
    known = {choice.span for choice in choices}
    for choice in selection.choices:
        if choice.origin is ChoiceOrigin.FOUND:
            continue
        places = _places(new.text, choice.span, choice.span.words(old.text))
        choices += [replace(choice, span=span) for span in places if span not in known]
        known.update(one.span for one in choices)
    return Selection(new.revision, tuple(choices))


def _as_said(choice: Choice, text: str, said: dict[tuple[str, str], Choice]) -> Choice:
    before = said.get((choice.span.kind, choice.span.words(text)))
    if before is None:
        return choice
    return replace(choice, ticked=before.ticked, style=before.style)


def _places(text: str, like: Span, words: str) -> Iterator[Span]:
    for found in re.finditer(re.escape(words), text):
        yield Span(found.start(), found.end(), like.kind)

"""Choices about a text that waits for a moderator."""

from dataclasses import replace

from services.moderation.wiring import Moderation
from services.moderation.workflow.decide import approve
from services.moderation.workflow.queue import open_item
from services.moderation.workflow.selection import (
    Choice,
    ChoiceOrigin,
    Selection,
    Span,
    proposed,
)
from tests.support.moderation import row

ACTOR = "user:siti"
NIK = "3404011203850001"
PHONE = "081234567890"
TEXT = f"Mohon dicek, NIK saya {NIK}, hubungi {PHONE} atau warung ungu."


def selection_of(app: Moderation, item: str) -> Selection:
    """Return what the machine would choose."""
    opened = open_item(app, item)
    assert opened.screening is not None
    findings = opened.screening.findings
    return Selection(opened.submission.revision, proposed(opened.words.text, findings))


def with_choice(selection: Selection, kind: str, **changes: object) -> Selection:
    """Change every choice of a kind."""
    choices = [
        replace(one, **changes) if one.span.kind == kind else one  # type: ignore[arg-type]
        for one in selection.choices
    ]
    return replace(selection, choices=tuple(choices))


def with_added(
    selection: Selection, text: str, words: str, kind: str = "SOCIAL_HANDLE"
) -> Selection:
    """Add the first place of some words, as a moderator does."""
    at = text.index(words)
    choice = Choice(Span(at, at + len(words), kind), ChoiceOrigin.ADDED, ticked=True)
    return replace(selection, choices=(*selection.choices, choice))


def approve_masked(app: Moderation, item: str, selection: Selection | None) -> None:
    """Approve the version that is there."""
    version = row(app, item).version
    approve(app, item, actor=ACTOR, version=version, redacted=True, selection=selection)

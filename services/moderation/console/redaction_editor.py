"""What the redaction editor shows: a row for each span, and what each channel will show."""

from collections import defaultdict
from dataclasses import dataclass

from services.moderation.console.context import moderation
from services.moderation.console.redaction_draft import Draft
from services.moderation.console.redaction_form import key_of
from services.moderation.screening.masks import KINDS, Style, mask
from services.moderation.workflow.masked_text import MaskedText, Piece, masked_text
from services.moderation.workflow.queue import Item
from services.moderation.workflow.selection import Choice, Span
from shared.rendering import Part, render


@dataclass(frozen=True, slots=True)
class Row:
    """One span: `key` names it in forms, `styles` are those that make sense, with their result.

    `hidden` says that it is un-ticked and masked all the same, by another row. `findings` are its
    places in the list of findings.
    """

    key: str
    words: str
    choice: Choice
    styles: tuple[tuple[Style, str], ...]
    hidden: bool
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What some channels show: their titles, and the parts that are posted there."""

    titles: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Editor:
    """Everything that the page needs. `credit_known` tells whether screening was asked."""

    draft: Draft
    rows: tuple[Row, ...]
    text: str
    pieces: tuple[Piece, ...]
    shown: tuple[Shown, ...]
    credit_known: bool
    masked: int
    left: int
    listed: frozenset[int]
    kinds: tuple[str, ...] = KINDS


def editor_of(item: Item, draft: Draft) -> Editor:
    """Return the editor of an item with a draft on its current revision."""
    text, choices = item.words.text, draft.selection.choices
    findings = item.screening.findings if item.screening else ()
    result = masked_text(text, choices)
    credit = draft.tried.words.credit if draft.tried else item.words.credit
    places: dict[Span, list[int]] = defaultdict(list)
    for index, one in enumerate(findings):
        if one.category == "personal_data" and one.start is not None and one.end is not None:
            places[Span(one.start, one.end, one.label)].append(index)
    rows = tuple(
        _row(choice, text, result, places.get(choice.span, []))
        for choice in sorted(choices, key=lambda choice: choice.span)
    )
    return Editor(
        draft=draft,
        rows=rows,
        text=result.text,
        pieces=result.pieces,
        shown=_shown(item, result.text, credit),
        credit_known=draft.tried is not None,
        masked=len(draft.selection.masked) + result.repeated,
        left=sum(choice.left_by_name for choice in choices),
        listed=frozenset(index for row in rows for index in row.findings),
    )


def _row(choice: Choice, text: str, result: MaskedText, findings: list[int]) -> Row:
    span = choice.span
    words = span.words(text)
    styles = ((style, mask(style, span.kind, words)) for style in Style)
    return Row(
        key=key_of(span),
        words=words,
        choice=choice,
        styles=tuple((style, shown) for style, shown in styles if shown is not None),
        hidden=not choice.ticked and result.hides(span),
        findings=tuple(findings),
    )


def _shown(item: Item, text: str, credit: str | None) -> tuple[Shown, ...]:
    """Return what is posted, each wording once, with the channels that show it."""
    book = moderation().channels
    titles: dict[tuple[Part, ...], list[str]] = {}
    for name in item.submission.channels:
        if name in book:
            titles.setdefault(tuple(render(book[name], text, credit)), []).append(book[name].title)
    return tuple(Shown(tuple(names), parts) for parts, names in titles.items())

"""What a moderator chose to mask, as the forms of an item's page carry it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from services.moderation.console.typed_words import places, read_place
from services.moderation.screening.masks import ANY, KINDS, Style, whole_characters
from services.moderation.workflow.carry_over import ReadRevision
from services.moderation.workflow.selection import (
    MOST_CHOICES,
    Choice,
    ChoiceOrigin,
    Selection,
    Span,
    choice_problem,
    proposed,
)

MOST_PLACES = 100
"""More places of typed words than this were hardly meant."""

LONGEST_WORDS = 1_000

_KEY = re.compile(r"([0-9]{1,6})-([0-9]{1,6})-(\w{1,40})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Read:
    """A selection, and what of the form could not be used, in words."""

    selection: Selection
    problems: tuple[str, ...] = ()


def key_of(span: Span) -> str:
    """Return how forms name a span."""
    return f"{span.start}-{span.end}-{span.kind}"


def read_choices(form: MultiDict[str, str], of: ReadRevision) -> Read:
    """Read ticks and styles. What cannot be used is told, and everything else kept.

    Only what the page showed can have been un-ticked there: what it did not show stays proposed.
    """
    shown = _shown(form.getlist("shown"))
    marked = [_span(value) for value in form.getlist("mask")]
    ticked = {span for span in marked if span is not None}
    choices = {choice.span: choice for choice in proposed(of.text, of.findings)}
    for span in [*shown, *sorted(ticked - set(shown))]:
        known, origin = choices.get(span), shown.get(span, ChoiceOrigin.ADDED)
        if known is None and origin is ChoiceOrigin.FOUND:
            origin = ChoiceOrigin.ADDED  # Screening does not find it any more: it is the person's.
        base = known or Choice(span, origin, ticked=False)
        choices[span] = replace(base, origin=origin, ticked=span in ticked)
    styled, problems = _styled(choices, form, of.text)
    if None in marked:
        problems.append(_not_in_text())
    if len(styled) > MOST_CHOICES:
        problems.append(_too_many())
    return Read(
        Selection(of.revision, tuple(styled[:MOST_CHOICES])), tuple(dict.fromkeys(problems))
    )


def add_typed(form: MultiDict[str, str], text: str, selection: Selection) -> Read:
    """Add every place of the words in the form's field, as ticked choices."""
    words, kind = form.get("words", "").strip(), form.get("kind", ANY)
    if not words:
        return Read(selection)
    found = places(text, words[:LONGEST_WORDS], read_place(form.get("at", "")))
    if not found:
        return Read(selection, (_no_such_words(),))
    if len(found) > MOST_PLACES or len(selection.choices) + len(found) > MOST_CHOICES:
        return Read(selection, (_too_many(),))
    choices = {choice.span: choice for choice in selection.choices}
    for place in found:
        span = Span(*whole_characters(text, *place), kind if kind in KINDS else ANY)
        known = choices.get(span) or Choice(span, ChoiceOrigin.ADDED, ticked=True)
        choices[span] = replace(known, ticked=True)
    return Read(replace(selection, choices=tuple(choices.values())))


def _shown(tokens: list[str]) -> dict[Span, ChoiceOrigin]:
    shown: dict[Span, ChoiceOrigin] = {}
    for token in tokens:
        key, _, origin = token.rpartition("-")
        span = _span(key)
        if span is not None and origin in set(ChoiceOrigin):
            shown[span] = ChoiceOrigin(origin)
    return shown


def _span(key: str) -> Span | None:
    match = _KEY.fullmatch(key)
    return Span(int(match[1]), int(match[2]), match[3]) if match else None


def _styled(
    choices: Mapping[Span, Choice], form: MultiDict[str, str], text: str
) -> tuple[list[Choice], list[str]]:
    """Return the choices that are possible in this text, with their styles, and what is not."""
    kept, problems = [], []
    for span, choice in choices.items():
        wanted = form.get(f"style-{key_of(span)}", Style.FULL)
        known = wanted in set(Style)
        styled = replace(choice, style=Style(wanted) if known else Style.FULL)
        if choice_problem(replace(choice, style=Style.FULL, ticked=True), text):
            problems += [_not_in_text()]
            continue
        if not known or choice_problem(styled, text):
            problems += [_no_such_style()]
            styled = replace(choice, style=Style.FULL)
        kept.append(styled)
    return kept, problems


def _not_in_text() -> str:
    return str(
        gettext("Ada pilihan yang tidak cocok dengan teks ini dan dilepas. Pilihan lain disimpan.")
    )


def _no_such_style() -> str:
    return str(
        gettext(
            "Ada bagian yang tidak dapat disamarkan dengan cara itu; diganti samaran penuh."
            " Pilihan lain disimpan."
        )
    )


def _no_such_words() -> str:
    return str(gettext("Kata yang Anda tulis tidak ada dalam teks. Salin persis dari teksnya."))


def _too_many() -> str:
    return str(gettext("Terlalu banyak tempat. Tulis kata yang lebih panjang atau lebih khusus."))

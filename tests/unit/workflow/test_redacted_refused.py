"""A masked text in which something shows, or that cannot be checked, is not approved."""

from dataclasses import replace

import pytest

from services.moderation.domain.errors import (
    ConflictError,
    IdentifierShowsError,
    InvalidFieldError,
    StaleError,
)
from services.moderation.screening.checker import MissingChecker
from services.moderation.screening.masks import Style
from services.moderation.screening.pipeline import Screener
from services.moderation.wiring import Moderation
from services.moderation.workflow.redacted import try_mask
from services.moderation.workflow.selection import (
    Choice,
    ChoiceOrigin,
    Span,
)
from tests.support.appeals import send_edit
from tests.support.moderation import row, screened
from tests.support.selections import (
    NIK,
    TEXT,
    approve_masked,
    selection_of,
)


def test_an_identifier_that_was_not_un_ticked_refuses_the_approval(app: Moderation) -> None:
    """A selection that says nothing of the number is not one that leaves it readable."""
    item = screened(app, TEXT)
    selection = selection_of(app, item)
    silent = replace(
        selection, choices=tuple(one for one in selection.choices if one.span.kind != "ID_NIK")
    )
    with pytest.raises(IdentifierShowsError):
        approve_masked(app, item, silent)
    assert row(app, item).state == "in_review"
    assert try_mask(app, item, silent).showing == (
        Span(TEXT.index(NIK), TEXT.index(NIK) + 16, "ID_NIK"),
    )


@pytest.mark.parametrize("shift", [-1, 1])
def test_only_just_the_place_that_was_un_ticked_may_show(app: Moderation, shift: int) -> None:
    item = screened(app, TEXT)
    selection = selection_of(app, item)
    choices = tuple(
        replace(
            choice,
            ticked=False,
            span=replace(choice.span, start=choice.span.start + shift),
        )
        for choice in selection.choices
    )
    with pytest.raises(IdentifierShowsError):
        approve_masked(app, item, replace(selection, choices=choices))


@pytest.mark.parametrize(
    "choice",
    [
        Choice(Span(0, 10_000, "PERSON"), ChoiceOrigin.ADDED, ticked=True),
        Choice(Span(5, 5, "PERSON"), ChoiceOrigin.ADDED, ticked=True),
        Choice(Span(-3, 2, "PERSON"), ChoiceOrigin.ADDED, ticked=True),
        Choice(Span(0, 5, "SESUATU"), ChoiceOrigin.ADDED, ticked=True),
        Choice(Span(0, 5, "PERSON"), ChoiceOrigin.ADDED, ticked=True, style=Style.PARTIAL),
    ],
)
def test_a_choice_that_is_not_possible_decides_nothing(app: Moderation, choice: Choice) -> None:
    item = screened(app, TEXT)
    selection = selection_of(app, item)
    with pytest.raises(InvalidFieldError):
        approve_masked(app, item, replace(selection, choices=(*selection.choices, choice)))
    assert row(app, item).state == "in_review"


def test_choices_about_another_revision_decide_nothing(app: Moderation) -> None:
    item = screened(app, TEXT)
    selection = selection_of(app, item)
    send_edit(app, item, f"Baru: {TEXT}")
    with pytest.raises(StaleError):
        approve_masked(app, item, selection)


def test_a_masked_text_that_cannot_be_screened_is_not_approved(app: Moderation) -> None:
    item = screened(app, TEXT)
    missing = MissingChecker("personal_data", frozenset({"personal_data"}))
    screener = Screener([missing], app.screener.policy)
    with pytest.raises(ConflictError):
        approve_masked(replace(app, screener=screener), item, selection_of(app, item))
    screener.close()
    assert row(app, item).state == "in_review"


def test_a_text_that_masking_makes_too_long_to_be_screened_is_not_approved(app: Moderation) -> None:
    text = f"NIK {NIK} {'a@b.co ' * 10} {'kata ' * 4_000}"[:20_000]
    item = screened(app, text)
    with pytest.raises(ConflictError, match="20000"):
        approve_masked(app, item, selection_of(app, item))
    assert row(app, item).state == "in_review"

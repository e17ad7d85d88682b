"""What was chosen about words is chosen about the same words of a later text."""

from dataclasses import replace

from services.moderation.screening.masks import Style
from services.moderation.wiring import Moderation
from services.moderation.workflow.carry_over import ReadRevision, carry_over, read_revision
from services.moderation.workflow.selection import (
    Choice,
    ChoiceOrigin,
    Selection,
    Span,
    proposed,
)
from tests.support.moderation import WITH_NIK, screened
from tests.unit.screening.examples import NIK, personal

OLD = ReadRevision(1, f"{NIK} Bu Ungu", (personal(0, 16),))
NEW = ReadRevision(2, f"Ralat: Bu Ungu, {NIK}, Bu Ungu", (personal(16, 32),))


def _chosen(*added: Span) -> Selection:
    found = [
        replace(choice, ticked=False, style=Style.ROLE)
        for choice in proposed(OLD.text, OLD.findings)
    ]
    mine = [Choice(span, ChoiceOrigin.ADDED, ticked=True, style=Style.ROLE) for span in added]
    return Selection(1, (*found, *mine))


def test_tick_and_style_of_a_found_span_go_with_its_words() -> None:
    carried = carry_over(_chosen(), OLD, NEW)
    assert carried.revision == 2
    (choice,) = carried.choices
    assert (choice.span, choice.ticked, choice.style) == (
        Span(16, 32, "ID_NIK"),
        False,
        Style.ROLE,
    )


def test_what_was_added_is_masked_wherever_it_stands_now() -> None:
    carried = carry_over(_chosen(Span(17, 24, "PERSON")), OLD, NEW)
    places = [choice.span for choice in carried.masked]
    assert places == [Span(7, 14, "PERSON"), Span(34, 41, "PERSON")]


def test_what_is_new_is_as_the_machine_proposes_and_what_is_gone_is_no_choice() -> None:
    new = ReadRevision(2, "081234567890", (personal(0, 12, "PHONE_NUMBER"),))
    carried = carry_over(_chosen(Span(17, 24, "PERSON")), OLD, new)
    assert [(choice.span.kind, choice.ticked) for choice in carried.choices] == [
        ("PHONE_NUMBER", True)
    ]


def test_a_revision_that_never_was_is_not_there(app: Moderation) -> None:
    item = screened(app, WITH_NIK)
    found = read_revision(app, item, 1)
    assert found is not None
    assert found.text == WITH_NIK
    assert read_revision(app, item, 7) is None

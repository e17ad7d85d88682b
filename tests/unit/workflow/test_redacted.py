"""Approving with chosen masks: what was chosen is published, and counted in the audit."""

import json
from dataclasses import replace

from sqlalchemy import select

from services.moderation.screening.masks import Style
from services.moderation.store.audit import AuditRow
from services.moderation.wiring import Moderation
from services.moderation.workflow.queue import open_item
from services.moderation.workflow.redacted import try_mask
from services.moderation.workflow.selection import (
    ChoiceOrigin,
    Selection,
)
from services.moderation.workflow.undo import undo
from tests.support.moderation import commands, screened
from tests.support.selections import (
    ACTOR,
    NIK,
    PHONE,
    TEXT,
    approve_masked,
    selection_of,
    with_added,
    with_choice,
)


def _audited(app: Moderation, item: str) -> str:
    query = select(AuditRow.body).where(
        AuditRow.submission_id == item, AuditRow.action == "approved"
    )
    with app.database.reading() as session:
        return session.scalars(query).one()


def test_each_span_is_published_as_it_was_chosen(app: Moderation) -> None:
    item = screened(app, TEXT)
    selection = with_choice(selection_of(app, item), "PHONE_NUMBER", style=Style.PARTIAL)
    selection = with_added(selection, TEXT, "warung ungu")
    selection = with_choice(selection, "SOCIAL_HANDLE", style=Style.ROLE)
    approve_masked(app, item, selection)
    published = "Mohon dicek, NIK saya [NIK disamarkan], hubungi 0812••••7890 atau [akun warga]."
    assert open_item(app, item).words.text == published
    assert published in json.loads(json.loads(commands(app)[0].body)["content"])["site"][0]["text"]


def test_what_a_moderator_left_readable_by_name_is_published(app: Moderation) -> None:
    item = screened(app, TEXT)
    approve_masked(app, item, with_choice(selection_of(app, item), "PHONE_NUMBER", ticked=False))
    decided = open_item(app, item)
    assert PHONE in decided.words.text
    assert NIK not in decided.words.text
    assert decided.decision is not None
    assert decided.decision.redacted


def test_leaving_everything_readable_changes_no_word_and_is_not_called_masked(
    app: Moderation,
) -> None:
    item = screened(app, TEXT)
    selection = selection_of(app, item)
    choices = tuple(replace(choice, ticked=False) for choice in selection.choices)
    approve_masked(app, item, replace(selection, choices=choices))
    decided = open_item(app, item)
    assert decided.words.text == TEXT
    assert decided.decision is not None
    assert not decided.decision.redacted
    assert json.loads(_audited(app, item))["masks"]["unticked"] == {"ID_NIK": 1, "PHONE_NUMBER": 1}


def test_what_comes_out_only_after_masking_is_masked_or_left_by_name(app: Moderation) -> None:
    """Found anew, it is added to the choices, and can be un-ticked like any other."""
    item = screened(app, TEXT)
    silent = Selection(1, ())
    again = silent.with_again(try_mask(app, item, silent).showing)
    assert {choice.origin for choice in again.choices} == {ChoiceOrigin.AGAIN}
    assert try_mask(app, item, again).showing == ()
    left = with_choice(again, "PHONE_NUMBER", ticked=False)
    approve_masked(app, item, left)
    assert PHONE in open_item(app, item).words.text


def test_the_audit_counts_by_kind_and_style_and_holds_no_word(app: Moderation) -> None:
    text = f"{TEXT} Ulangi: {NIK}. Di warung ungu, warung ungu."
    item = screened(app, text)
    selection = with_choice(selection_of(app, item), "PHONE_NUMBER", ticked=False)
    selection = with_added(selection, text, "warung ungu")
    selection = with_choice(selection, "SOCIAL_HANDLE", style=Style.ROLE)
    nik = sum(choice.span.kind == "ID_NIK" for choice in selection.choices)
    approve_masked(app, item, selection)
    body = _audited(app, item)
    assert json.loads(body)["masks"] == {
        "masked": {"ID_NIK": nik, "SOCIAL_HANDLE": 1},
        "unticked": {"PHONE_NUMBER": 1},
        "added": {"SOCIAL_HANDLE": 1},
        "styles": {"full": nik, "role": 1},
        "repeated": 4 - nik,
    }
    assert [word for word in (NIK, PHONE, "warung", "ungu", "[") if word in body] == []


def test_an_approval_without_a_selection_masks_what_the_machine_would(app: Moderation) -> None:
    item = screened(app, TEXT)
    suggested = open_item(app, item).screening
    assert suggested is not None
    approve_masked(app, item, None)
    assert open_item(app, item).words.text == suggested.redacted_text
    assert json.loads(_audited(app, item))["masks"]["masked"] == {"ID_NIK": 1, "PHONE_NUMBER": 1}


def test_a_credit_line_that_says_what_is_masked_is_left_out(app: Moderation) -> None:
    text = f"Saya Darmi Rahayu, NIK {NIK}."
    item = screened(app, text, author_display="Darmi Rahayu", author_credit=True)
    selection = with_added(selection_of(app, item), text, "Darmi Rahayu")
    approve_masked(app, item, selection)
    assert open_item(app, item).words.credit is None


def test_after_an_undo_the_original_is_there_to_be_masked_otherwise(app: Moderation) -> None:
    item = screened(app, TEXT)
    approve_masked(app, item, selection_of(app, item))
    undo(app, item, actor=ACTOR)
    approve_masked(app, item, with_choice(selection_of(app, item), "ID_NIK", style=Style.ROLE))
    assert "NIK saya [NIK warga]," in open_item(app, item).words.text

"""A redaction that cannot be used as it is decides nothing, says why, and loses nothing."""

import pytest
from flask import Flask

from services.moderation.workflow.queue import open_item
from tests.support.appeals import send_edit
from tests.unit.console.desk import NIK, Desk
from tests.unit.console.editing import TEXT, Editor, edit


def _waits(editor: Editor) -> bool:
    return open_item(editor.desk.moderation, editor.item).state == "in_review"


@pytest.mark.parametrize("redacted", ["yes", "no"])
def test_typed_words_that_were_not_looked_at_yet_approve_nothing(desk: Desk, redacted: str) -> None:
    editor = edit(desk)
    editor.put(words="warung ungu")
    assert editor.approve(redacted) == 409
    assert _waits(editor)
    assert "Belum disetujui." in desk.words()
    assert "di [data pribadi disamarkan]" in editor.shown()
    assert editor.approve() == 303


def test_words_that_are_not_in_the_text_are_told_and_given_back(desk: Desk) -> None:
    editor = edit(desk)
    editor.style("PHONE_NUMBER", "partial")
    editor.put(words="w<b>")
    assert editor.approve() == 409
    assert "tidak ada dalam teks" in desk.words()
    assert ("words", "w<b>") in editor.fields
    assert "0812-••••-7890" in editor.shown()
    assert _waits(editor)


def test_words_that_are_everywhere_are_hardly_meant(desk: Desk) -> None:
    editor = edit(desk, f"NIK {NIK} {'ya ' * 101}")
    editor.put(words="ya")
    assert editor.preview() == 409
    assert "Terlalu banyak tempat." in desk.words()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mask", "0-9999-PERSON"),
        ("mask", "5-5-PERSON"),
        ("mask", "0-4-SESUATU"),
        ("mask", "apa saja"),
        ("shown", "0-9999-PERSON-added"),
    ],
)
def test_a_place_that_is_not_in_the_text_is_told_and_the_others_are_kept(
    desk: Desk, name: str, value: str
) -> None:
    editor = edit(desk)
    editor.untick("ID_NIK")
    editor.style("PHONE_NUMBER", "role")
    editor.fields.append((name, value))
    assert editor.approve() == 409
    assert "tidak cocok dengan teks" in desk.words()
    assert f"NIK {NIK}, hubungi [nomor telepon warga]" in editor.shown()
    assert _waits(editor)


@pytest.mark.parametrize("style", ["bintang", "", "FULL"])
def test_a_style_that_is_none_becomes_a_full_mask_and_is_told(desk: Desk, style: str) -> None:
    editor = edit(desk)
    editor.style("ID_NIK", style)
    editor.style("PHONE_NUMBER", "role")
    assert editor.approve() == 409
    assert "tidak dapat disamarkan dengan cara itu" in desk.words()
    assert "NIK [NIK disamarkan] , hubungi [nomor telepon warga]" in editor.shown()
    assert _waits(editor)


def test_what_the_form_did_not_show_cannot_have_been_un_ticked(desk: Desk) -> None:
    editor = edit(desk)
    editor.fields = [one for one in editor.fields if one[0] in {"csrf_token", "revision"}]
    editor.preview()
    assert NIK not in editor.shown()


def test_a_text_that_changed_meanwhile_is_shown_with_the_choices_moved_to_it(desk: Desk) -> None:
    editor = edit(desk)
    editor.put(words="warung ungu")
    editor.preview()
    editor.untick("ID_NIK")
    editor.style("PHONE_NUMBER", "role")
    send_edit(desk.moderation, editor.item, f"Ralat dari saya: {TEXT}")
    assert editor.approve() == 409
    assert "Teksnya sudah berubah" in desk.words()
    assert (
        f"NIK {NIK}, hubungi [nomor telepon warga] di [data pribadi disamarkan] ." in editor.shown()
    )
    assert editor.approve() == 303


def test_choices_survive_a_colleague_who_was_quicker_and_undid_it(
    console: Flask, desk: Desk
) -> None:
    other = Desk(console.test_client(), desk.moderation).hire("budi")
    editor = edit(desk)
    editor.style("PHONE_NUMBER", "role")
    path = f"/console/items/{editor.item}"
    other.open(path)
    other.send(f"{path}/reject", version=other.version(), reason_code="other")
    other.send(f"{path}/undo")
    assert editor.approve() == 409
    assert "Keputusan Anda tidak dicatat." in desk.words()
    assert "[nomor telepon warga]" in editor.shown()
    assert editor.approve() == 303


def test_a_preview_without_a_form_leads_back_to_the_item(desk: Desk) -> None:
    editor = edit(desk)
    path = f"/console/items/{editor.item}"
    assert desk.send(f"{path}/preview").location == path


def test_what_is_typed_and_chosen_never_becomes_markup(desk: Desk) -> None:
    hostile = '<img src=x onerror="alert(1)">'
    editor = edit(desk, f"{hostile} NIK {NIK}")
    for words in (hostile, f"{hostile}x"):
        editor.put(words=words)
        editor.preview()
        assert hostile not in desk.page

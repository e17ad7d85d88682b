"""The redaction editor, with forms alone: choose, add, preview, approve."""

import re

from services.moderation.workflow.queue import open_item
from tests.support.forms import Forms
from tests.unit.console.desk import NIK, Desk
from tests.unit.console.editing import TEXT, edit


def test_each_span_is_there_with_its_reason_ticked_and_with_a_preview(desk: Desk) -> None:
    editor = edit(desk)
    kinds = {value.rpartition("-")[2] for name, value in editor.fields if name == "mask"}
    assert kinds == {"ID_NIK", "PHONE_NUMBER"}
    assert "16 digit" in desk.words()
    shown = "NIK [NIK disamarkan] , hubungi [nomor telepon disamarkan] di warung ungu."
    assert shown in editor.shown()


def test_the_form_as_it_is_publishes_what_the_preview_shows(desk: Desk) -> None:
    editor = edit(desk)
    assert editor.approve() == 303
    assert editor.published() == (
        "😀e\u0301 NIK [NIK disamarkan], hubungi [nomor telepon disamarkan] di warung ungu."
    )


def test_styles_ticks_and_typed_words_are_previewed_and_then_published(desk: Desk) -> None:
    editor = edit(desk)
    editor.untick("ID_NIK")
    editor.put(words="WARUNG  ungu", kind="ADDRESS")
    assert editor.preview() == 200
    assert re.search(rf"NIK {NIK}, hubungi .* di \[", editor.shown())
    editor.style("PHONE_NUMBER", "partial")
    editor.style("ADDRESS", "role")
    assert editor.preview() == 200
    assert "hubungi 0812-••••-7890 di [alamat warga] ." in editor.shown()
    assert editor.approve() == 303
    assert editor.published() == (f"😀e\u0301 NIK {NIK}, hubungi 0812-••••-7890 di [alamat warga].")


def test_the_history_counts_what_was_masked_left_and_added(desk: Desk) -> None:
    editor = edit(desk)
    editor.untick("ID_NIK")
    editor.put(words="warung ungu")
    editor.preview()
    editor.approve()
    desk.open(f"/console/items/{editor.item}")
    assert "(disamarkan 2, dibiarkan 1, ditambahkan 1)" in desk.words()


def test_a_selected_place_is_added_alone_though_its_words_are_there_twice(desk: Desk) -> None:
    """A browser's selection, already in code points; CR LF is one character to a browser."""
    text = f"\r\n😀 Ungu, Ungu, NIK {NIK}"
    editor = edit(desk, text)
    at = text.rindex("Ungu") - 1
    editor.put(words="Ungu", at=f"{at}-{at + 4}")
    editor.preview()
    assert "Ungu, [data pribadi disamarkan] , NIK" in editor.shown()


def test_a_partial_mask_is_offered_only_where_it_makes_sense(desk: Desk) -> None:
    editor = edit(desk)
    editor.put(words="warung ungu")
    editor.preview()
    assert desk.page.count('value="partial"') == 2
    assert desk.page.count('value="role"') == 3


def test_leaving_all_readable_is_still_checked_and_written_down(desk: Desk) -> None:
    editor = edit(desk)
    editor.untick()
    editor.preview()
    assert "Setujui dengan samaran" not in desk.words()
    assert editor.approve() == 303
    assert editor.published() == TEXT
    masks = open_item(desk.moderation, editor.item).history[-1].details["masks"]
    assert masks["unticked"] == {"ID_NIK": 1, "PHONE_NUMBER": 1}


def test_one_of_two_identical_words_that_is_un_ticked_stays_hidden_and_says_so(desk: Desk) -> None:
    editor = edit(desk, f"NIK {NIK} dan NIK {NIK}")
    editor.fields.remove(next(one for one in editor.fields if one[0] == "mask"))
    editor.preview()
    assert NIK not in editor.shown()
    assert "Tetap tertutup oleh baris lain" in desk.words()


def test_something_can_be_masked_where_nothing_was_found(desk: Desk) -> None:
    editor = edit(desk, "Sebarkan ke semua grup sebelum dihapus! Viralkan! Tanya warung ungu.")
    assert not re.search(r'<details id="redaction"[^>]* open\b', desk.page)
    editor.put(words="warung ungu", kind="ADDRESS")
    editor.preview()
    assert "Setujui dengan samaran" in desk.words()
    editor.style("ADDRESS", "role")
    assert editor.approve() == 303
    assert (editor.published() or "").endswith("Tanya [alamat warga].")


def test_the_preview_says_whether_the_name_is_published(desk: Desk) -> None:
    editor = edit(desk, credit="Budi")
    assert "Nama yang ikut diterbitkan: Budi (hanya bila lolos pemeriksaan)" in editor.shown()
    editor.preview()
    assert "Nama yang ikut diterbitkan: Budi" in editor.shown()
    assert "(hanya bila" not in editor.shown()
    editor = edit(desk, credit=f"Budi {NIK}")
    editor.preview()
    assert "Nama pengirim tidak ikut diterbitkan." in editor.shown()


def test_enter_in_the_field_adds_and_never_approves(desk: Desk) -> None:
    """A browser presses the form's first button then, in the page's order."""
    editor = edit(desk)
    form = next(one for one in Forms(desk.page).forms if one.action.endswith("/approve"))
    assert form.buttons[0].action == f"/console/items/{editor.item}/preview#redaction"

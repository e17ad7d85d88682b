"""Deciding: once, for what was read, with a way back, on to the next."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from services.moderation.console import register
from services.moderation.wiring import Moderation
from services.moderation.workflow.queue import Item, open_item
from tests.unit.console.desk import CALM, NIK, WITH_NIK, Desk, held


def _state(desk: Desk, item: str) -> str:
    return open_item(desk.moderation, item).state


def _open(desk: Desk, text: str = WITH_NIK) -> str:
    item = held(desk.moderation, text)
    desk.open(f"/console/items/{item}")
    return item


def _decide(desk: Desk, item: str, verb: str, **fields: str) -> int:
    answer = desk.send(f"/console/items/{item}/{verb}", version=desk.version(), **fields)
    if answer.status_code == 303:
        desk.open(answer.location)
    return answer.status_code


def test_approving_masked_publishes_the_masked_text(desk: Desk) -> None:
    item = _open(desk)
    assert _decide(desk, item, "approve", redacted="yes") == 303
    decided = open_item(desk.moderation, item)
    assert decided.submission.state == "approved"
    assert NIK not in decided.words.text
    assert decided.decision is not None
    assert (decided.decision.redacted, decided.decision.actor) == (True, "user:siti")


@pytest.mark.parametrize("fields", [{}, {"redacted": "no"}, {"redacted": "true"}])
def test_approving_as_it_is_changes_no_word(desk: Desk, fields: dict[str, str]) -> None:
    item = _open(desk)
    assert _decide(desk, item, "approve", **fields) == 303
    assert open_item(desk.moderation, item).words.text == WITH_NIK


def test_rejecting_gives_the_chosen_reason(desk: Desk) -> None:
    item = _open(desk)
    assert _decide(desk, item, "reject", reason_code="off_topic") == 303
    desk.open(f"/console/items/{item}")
    assert "Ditolak" in desk.words()
    assert "di luar urusan daerah ini" in desk.words()


@pytest.mark.parametrize("reason", ["", "karena_saya_mau"])
def test_rejecting_takes_a_reason_from_the_list(desk: Desk, reason: str) -> None:
    item = _open(desk)
    assert _decide(desk, item, "reject", reason_code=reason) == 409
    assert "Pilih alasan penolakan dari daftar." in desk.words()
    assert _state(desk, item) == "in_review"


def test_after_a_decision_the_next_item_is_shown_with_a_way_back(desk: Desk) -> None:
    item, following = held(desk.moderation), held(desk.moderation)
    desk.open(f"/console/items/{item}")
    _decide(desk, item, "reject", reason_code="other")
    assert f'action="/console/items/{following}/approve"' in desk.page
    assert f'action="/console/items/{item}/undo"' in desk.page
    _decide(desk, following, "reject", reason_code="other")
    assert "Tidak ada kiriman yang menunggu." in desk.words()
    assert f'action="/console/items/{following}/undo"' in desk.page


@pytest.mark.parametrize(
    ("verb", "fields"),
    [("approve", {"redacted": "yes"}), ("approve", {}), ("reject", {"reason_code": "abuse"})],
)
def test_a_decision_can_be_undone_and_made_anew(
    desk: Desk,
    verb: str,
    fields: dict[str, str],
) -> None:
    item = _open(desk)
    _decide(desk, item, verb, **fields)
    answer = desk.send(f"/console/items/{item}/undo")
    assert answer.location == f"/console/items/{item}"
    desk.open(answer.location)
    assert "Keputusan dibatalkan." in desk.words()
    assert _state(desk, item) == "in_review"
    assert open_item(desk.moderation, item).words.text == WITH_NIK
    assert _decide(desk, item, verb, **fields) == 303


def test_undoing_too_late_is_told_and_changes_nothing(moderation: Moderation) -> None:
    settings = moderation.settings.model_copy(update={"undo_seconds": 0})
    app = Flask("console")
    register(app, replace(moderation, settings=settings))
    desk = Desk(app.test_client(), moderation).sign_in()
    item = _open(desk)
    _decide(desk, item, "reject", reason_code="other")
    assert "/undo" not in desk.page
    assert desk.send(f"/console/items/{item}/undo").status_code == 409
    assert "Sudah terlambat" in desk.words()
    assert _state(desk, item) == "rejected"


Decide = Callable[[Desk, str], int]


def _approve(desk: Desk, item: str) -> int:
    return _decide(desk, item, "approve", redacted="yes")


def _reject(desk: Desk, item: str) -> int:
    return _decide(desk, item, "reject", reason_code="abuse")


@pytest.mark.parametrize("late", [_approve, _reject])
@pytest.mark.parametrize("first", [_approve, _reject])
def test_of_two_moderators_the_second_is_told_and_decides_nothing(
    console: Flask,
    desk: Desk,
    first: Decide,
    late: Decide,
) -> None:
    other = Desk(console.test_client(), desk.moderation).hire("budi")
    item = _open(desk)
    other.open(f"/console/items/{item}")
    assert first(desk, item) == 303
    before = _facts(open_item(desk.moderation, item))
    assert late(other, item) == 409
    assert "Keputusan Anda tidak dicatat." in other.words()
    assert "oleh siti" in other.words()
    assert _facts(open_item(desk.moderation, item)) == before


def _facts(item: Item) -> tuple[str, int, int]:
    return item.state, item.submission.version, len(item.history)


def test_an_item_that_came_back_is_decided_only_by_who_read_it_again(
    console: Flask,
    desk: Desk,
) -> None:
    """In review again after an undo, it is not what the other page showed."""
    other = Desk(console.test_client(), desk.moderation).hire("budi")
    item = _open(desk)
    other.open(f"/console/items/{item}")
    _reject(desk, item)
    desk.send(f"/console/items/{item}/undo")
    assert _approve(other, item) == 409
    assert _state(desk, item) == "in_review"


def test_recalling_takes_a_reason_and_says_that_it_was_commanded(desk: Desk) -> None:
    item = _open(desk, CALM)
    answer = desk.send(f"/console/items/{item}/recall", reason="Alamat pada foto keliru.")
    assert answer.status_code == 303
    desk.open(answer.location)
    assert "Penarikan diperintahkan ke semua kanal." in desk.words()
    assert "Sedang ditarik" in desk.words()
    assert "/recall" not in desk.page


@pytest.mark.parametrize("reason", ["", "  ", "a" * 1001])
def test_recalling_without_a_usable_reason_does_nothing(desk: Desk, reason: str) -> None:
    item = _open(desk, CALM)
    assert desk.send(f"/console/items/{item}/recall", reason=reason).status_code == 409
    assert "Tulis alasan penarikan" in desk.words()
    assert reason.strip() in desk.page
    assert "recall_commanded" not in {
        entry.action for entry in open_item(desk.moderation, item).history
    }


def test_a_waiting_item_cannot_be_recalled_and_the_reason_is_given_back(desk: Desk) -> None:
    item = _open(desk)
    assert not re.search(r"/recall\b", desk.page)
    assert desk.send(f"/console/items/{item}/recall", reason="keliru").status_code == 409
    assert _state(desk, item) == "in_review"


@pytest.mark.parametrize("version", ["", "abc", "1.5", "9" * 40])
def test_a_form_without_a_sensible_version_decides_nothing(desk: Desk, version: str) -> None:
    item = _open(desk)
    answer = desk.send(f"/console/items/{item}/approve", version=version)
    assert answer.status_code in {400, 409}
    assert _state(desk, item) == "in_review"

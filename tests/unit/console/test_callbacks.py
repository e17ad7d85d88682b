"""Dead callbacks in the console."""

from collections.abc import Mapping

import pytest

from services.moderation.console.gate import CALLBACK_KEEPERS, DECIDERS
from services.moderation.wiring import Moderation
from services.moderation.workflow.callback_call import CallResult
from services.moderation.workflow.claim_callbacks import claim_due
from services.moderation.workflow.deliver import settle
from tests.support.callbacks import callback, due, listen
from tests.unit.console.desk import Desk

PAGE = "/console/callbacks"
NOBODY: Mapping[str, int] = {}


def _dead(moderation: Moderation, *, source: str = "lapor") -> str:
    listen(moderation, source=source)
    callback_id = due(moderation, source=source)
    for held in claim_due(moderation, "test", busy=NOBODY, limit=16):
        settle(moderation, held, CallResult(410, "gone"))
    return callback_id


@pytest.mark.parametrize("role", sorted(CALLBACK_KEEPERS))
def test_a_lead_and_an_admin_find_the_page_and_may_send_again(visitor: Desk, role: str) -> None:
    desk = visitor.hire("budi", role)
    callback_id = _dead(desk.moderation)
    desk.open("/console/")
    assert f'href="{PAGE}"' in desk.page
    assert desk.open(PAGE).status_code == 200
    assert desk.send(f"{PAGE}/{callback_id}/replay").status_code == 303
    assert callback(desk.moderation, callback_id).dead_at is None


@pytest.mark.parametrize("role", sorted(DECIDERS - CALLBACK_KEEPERS))
def test_others_neither_see_nor_send(visitor: Desk, role: str) -> None:
    desk = visitor.hire("budi", role)
    callback_id = _dead(desk.moderation)
    desk.open("/console/")
    assert PAGE not in desk.page
    assert desk.send(f"{PAGE}/{callback_id}/replay").status_code == 403
    assert desk.send(f"{PAGE}/replay").status_code == 403
    assert desk.open(PAGE).status_code == 403
    assert callback(desk.moderation, callback_id).dead_at is not None


@pytest.fixture
def lead(visitor: Desk) -> Desk:
    """Give the browser of a lead."""
    return visitor.hire("budi", "lead")


def test_the_page_says_what_for_whom_and_why(lead: Desk) -> None:
    _dead(lead.moderation)
    lead.open(PAGE)
    words = lead.words()
    assert "1 panggilan balik tidak sampai" in words
    for word in ("Keputusan", "lapor", "Tidak lagi menerima di alamat itu", "(410)"):
        assert word in words


def test_the_page_is_there_in_english(lead: Desk) -> None:
    _dead(lead.moderation)
    lead.open(PAGE)
    lead.send("/console/language", language="en")
    lead.open(PAGE)
    words = lead.words()
    assert "1 callback did not reach the receiving app" in words
    assert "Takes nothing at that address any more (410)" in words
    assert "Send all again" in words


def test_a_form_without_its_token_changes_nothing(lead: Desk) -> None:
    callback_id = _dead(lead.moderation)
    assert lead.client.post(f"{PAGE}/{callback_id}/replay").status_code == 400
    assert lead.client.post(f"{PAGE}/replay").status_code == 400
    assert callback(lead.moderation, callback_id).dead_at is not None


def test_all_are_sent_again_at_once(lead: Desk) -> None:
    ids = [_dead(lead.moderation), _dead(lead.moderation, source="portal")]
    lead.open(PAGE)
    assert lead.send(f"{PAGE}/replay").status_code == 303
    lead.open(PAGE)
    assert "2 panggilan balik akan dikirim ulang." in lead.words()
    assert "Tidak ada panggilan balik yang gagal." in lead.words()
    assert all(callback(lead.moderation, one).dead_at is None for one in ids)


def test_the_audit_knows_who_had_it_sent_again(lead: Desk) -> None:
    callback_id = _dead(lead.moderation)
    lead.open(PAGE)
    lead.send(f"{PAGE}/{callback_id}/replay")
    with lead.moderation.database.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT body FROM audit").scalars().all()
    assert '"action":"callbacks_replayed","actor":"user:budi"' in rows[-1]


def test_a_second_click_does_no_harm(lead: Desk) -> None:
    callback_id = _dead(lead.moderation)
    lead.open(PAGE)
    lead.send(f"{PAGE}/{callback_id}/replay")
    assert lead.send(f"{PAGE}/{callback_id}/replay").status_code == 303
    lead.open(PAGE)
    assert "Tidak dapat dikirim ulang" in lead.words()

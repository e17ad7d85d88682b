"""Appeals at the desk: what the citizen says, what was decided before, and who may decide."""

import re

from services.moderation.workflow.appeal import appeal
from services.moderation.workflow.queue import open_item
from tests.unit.console.desk import CALM, Desk, held

STATEMENT = "NIK itu contoh dari poster kantor, <b>bukan</b> milik siapa pun."
ABUSIVE = "Dasar anjing goblok bangsat kau!"


def _appealed(desk: Desk, text: str | None = None, *, statement: str = STATEMENT) -> str:
    """Have one post rejected, by the desk's moderator unless the machine does, and appealed."""
    item = held(desk.moderation, text) if text else held(desk.moderation)
    if open_item(desk.moderation, item).state == "in_review":
        desk.open(f"/console/items/{item}")
        desk.send(
            f"/console/items/{item}/reject", version=desk.version(), reason_code="personal_data"
        )
    appeal(
        desk.moderation,
        item,
        statement=statement,
        contact_ref="warga-77",
        actor="key:1",
        source=None,
    )
    return item


def test_the_queue_shows_an_appeal_with_its_statement_and_the_earlier_decision(
    desk: Desk,
) -> None:
    item = _appealed(desk)
    desk.open("/console/")
    words = desk.words()
    for shown in (
        STATEMENT,
        "Keberatan (1)",
        "Ditolak oleh siti: Data pribadi yang tidak dapat disamarkan",
        "Diputuskan orang lain",
    ):
        assert shown in words
    assert "<b>bukan" not in desk.page
    assert f'href="/console/items/{item}"' in desk.page


def test_appeals_can_be_seen_alone(desk: Desk) -> None:
    waiting, item = held(desk.moderation), _appealed(desk)
    desk.open("/console/?show=appeals")
    assert f'href="/console/items/{item}"' in desk.page
    assert waiting not in desk.page
    assert re.search(r'show=appeals" aria-current="page"', desk.page)


def test_without_appeals_there_is_nothing_to_filter(desk: Desk) -> None:
    held(desk.moderation)
    desk.open("/console/")
    assert "Keberatan" not in desk.words()


def test_a_long_list_of_appeals_stays_one_when_it_is_paged(desk: Desk) -> None:
    for number in range(51):
        _appealed(desk, f"{ABUSIVE} {number}")
    held(desk.moderation)
    desk.open("/console/?show=appeals")
    links = re.findall(r'href="(/console/\?[^"]*cursor=[^"]*)"', desk.page)
    assert len(links) == 1
    desk.open(links[0].replace("&amp;", "&"))
    assert len(re.findall(r'<h2><a href="/console/items/', desk.page)) == 1
    assert "51 kiriman menunggu" in desk.words()


def test_who_rejected_it_reads_the_appeal_and_cannot_decide(desk: Desk) -> None:
    item = _appealed(desk)
    desk.open(f"/console/items/{item}")
    words = desk.words()
    for shown in (STATEMENT, "Jawaban untuk: warga-77", "keberatannya diputuskan orang lain"):
        assert shown in words
    assert "/approve" not in desk.page
    assert "/reject" not in desk.page
    assert "/undo" not in desk.page


def test_a_form_of_who_rejected_it_changes_nothing(desk: Desk) -> None:
    """The page offers none, but a page that was open before has one."""
    item = _appealed(desk)
    version = open_item(desk.moderation, item).submission.version
    desk.open("/console/")
    for action in ("approve", "reject"):
        answer = desk.send(f"/console/items/{item}/{action}", version=version, reason_code="other")
        assert answer.status_code == 409
        assert "Tidak ada yang berubah." in desk.words()
    assert open_item(desk.moderation, item).state == "appealed"


def test_somebody_else_decides_and_can_undo_that(desk: Desk) -> None:
    item = _appealed(desk)
    desk.open("/console/")
    desk.send("/console/sign-out")
    desk.hire("budi")
    desk.open(f"/console/items/{item}")
    assert "Keputusan atas keberatan ini final" in desk.words()
    desk.send(f"/console/items/{item}/reject", version=desk.version(), reason_code="other")
    desk.open(f"/console/items/{item}")
    words = desk.words()
    for shown in (STATEMENT, "keputusan ini final", "Ditolak (atas keberatan)", "Ombudsman"):
        assert shown in words
    desk.send(f"/console/items/{item}/undo")
    desk.open(f"/console/items/{item}")
    assert open_item(desk.moderation, item).state == "appealed"
    desk.send(f"/console/items/{item}/approve", version=desk.version(), redacted="yes")
    assert open_item(desk.moderation, item).submission.state == "approved"


def test_anybody_decides_on_an_appeal_against_the_machine(desk: Desk) -> None:
    item = _appealed(desk, ABUSIVE)
    desk.open(f"/console/items/{item}")
    assert "Ditolak oleh mesin: Makian atau hinaan" in desk.words()
    desk.send(f"/console/items/{item}/approve", version=desk.version())
    assert open_item(desk.moderation, item).submission.state == "approved"


def test_the_next_item_is_never_an_appeal_that_one_may_not_decide(desk: Desk) -> None:
    own = _appealed(desk)
    first, second = held(desk.moderation), held(desk.moderation)
    desk.open(f"/console/items/{first}")
    answer = desk.send(f"/console/items/{first}/approve", version=desk.version(), redacted="yes")
    assert answer.location.startswith(f"/console/items/{second}")
    desk.open(f"/console/items/{second}")
    answer = desk.send(f"/console/items/{second}/approve", version=desk.version(), redacted="yes")
    assert answer.location.startswith("/console/?after=")
    desk.open("/console/")
    assert own in desk.page


def test_an_item_nobody_appealed_against_shows_no_appeal(desk: Desk) -> None:
    item = held(desk.moderation, CALM)
    desk.open(f"/console/items/{item}")
    assert "Keberatan pengirim" not in desk.words()

"""The queue: what waits, why, how long, and nothing else."""

from services.moderation.workflow.queue import list_queue
from tests.unit.console.desk import CALM, NIK, WITH_NIK, Desk, held

CHAIN = "Sebarkan ke semua grup sebelum dihapus! Viralkan, jangan berhenti di kamu."


def test_an_empty_queue_says_so(desk: Desk) -> None:
    held(desk.moderation, CALM)
    assert desk.open("/console/").status_code == 200
    assert "Tidak ada kiriman yang menunggu." in desk.words()
    assert CALM not in desk.words()


def test_a_waiting_post_is_shown_with_its_facts(desk: Desk) -> None:
    item = held(desk.moderation)
    desk.open("/console/")
    words = desk.words()
    for shown in ("1 kiriman menunggu", "terlama", WITH_NIK, "NIK", "portal", "site", "Kritis"):
        assert shown in words
    assert f'href="/console/items/{item}"' in desk.page


def test_the_most_severe_comes_first_then_the_oldest(desk: Desk) -> None:
    chain, first, second = (held(desk.moderation, text) for text in (CHAIN, WITH_NIK, WITH_NIK))
    desk.open("/console/")
    places = [desk.page.index(f"/console/items/{item}") for item in (first, second, chain)]
    assert places == sorted(places)


def test_a_long_queue_is_paged_without_gap_or_repetition(desk: Desk) -> None:
    waiting = {held(desk.moderation, f"{WITH_NIK} ({number})") for number in range(52)}
    desk.open("/console/")
    assert "52 kiriman menunggu" in desk.words()
    first = {item for item in waiting if f"/console/items/{item}" in desk.page}
    cursor = list_queue(desk.moderation).next_cursor
    assert f'href="/console/?cursor={cursor}"' in desk.page
    desk.open(f"/console/?cursor={cursor}")
    rest = {item for item in waiting if f"/console/items/{item}" in desk.page}
    assert (len(first), len(rest), first | rest) == (50, 2, waiting)
    assert "Berikutnya" not in desk.words()


def test_a_made_up_cursor_is_answered_with_a_page(desk: Desk) -> None:
    assert desk.open("/console/?cursor=abc").status_code == 400
    assert desk.open("/console/decided?cursor=abc").status_code == 400
    assert "Permintaan tidak dapat dibaca" in desk.words()


def test_decided_posts_are_listed_with_who_decided_and_what_can_still_be_done(desk: Desk) -> None:
    held(desk.moderation, CALM)
    item = held(desk.moderation)
    desk.open(f"/console/items/{item}")
    desk.send(f"/console/items/{item}/approve", version=desk.version(), redacted="yes")
    desk.open("/console/decided")
    words = desk.words()
    for shown in ("2 kiriman sudah diputuskan", "oleh siti", "oleh mesin", "Disamarkan"):
        assert shown in words
    assert NIK not in words
    assert f'action="/console/items/{item}/undo"' in desk.page
    assert f'href="/console/items/{item}#recall"' in desk.page


def test_no_decisions_yet_is_said(desk: Desk) -> None:
    desk.open("/console/decided")
    assert "Belum ada keputusan." in desk.words()

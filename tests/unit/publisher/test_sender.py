"""The sender does each thing once, stops when told, and gets over crashes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from services.publisher import sender as sender_module
from services.publisher.sender import Sender
from shared.messages import Operation
from tests.support.publishing import Desk, break_channels


class Crash(BaseException):
    """The process is gone: nothing catches it."""


def test_a_crash_between_claim_and_post_is_made_good_once_the_lease_is_over(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.send("s1")
    with monkeypatch.context() as patch:
        break_channels(patch, Crash())
        with pytest.raises(Crash):
            desk.work()
    assert desk.work() == 0
    desk.make_due()
    assert desk.work() == 1
    assert desk.answers() == [("publication.published", 1, None)]
    assert len(desk.on_page()) == 1


def test_a_crash_before_the_commit_leaves_neither_post_nor_event(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Post, ledger and event are one transaction."""

    def crash(*_arguments: object, **_options: object) -> None:
        raise Crash

    desk.send("s1")
    with monkeypatch.context() as patch:
        patch.setattr(sender_module, "posted", crash)
        with pytest.raises(Crash):
            desk.work()
    assert (desk.on_page(), desk.events()) == ({}, [])
    desk.make_due()
    desk.work()
    assert desk.answers() == [("publication.published", 1, None)]


def test_a_row_that_ends_its_sender_every_time_goes_to_a_person(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.send("s1")
    with monkeypatch.context() as patch:
        break_channels(patch, Crash())
        for _ in range(3):
            with pytest.raises(Crash):
                desk.work()
            desk.make_due()
    desk.work()
    assert desk.answers() == [("publication.failed", 1, "no_result")]
    assert desk.ledger()[0].content == ""


def test_a_recall_between_claim_and_post_wins(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.send("s1", seq=1)
    with monkeypatch.context() as patch:
        break_channels(patch, Crash())
        with pytest.raises(Crash):
            desk.work()
    desk.send("s1", op=Operation.RECALL, seq=2)
    desk.make_due()
    desk.work()
    assert desk.on_page() == {}
    assert desk.answers() == [("publication.recalled", 2, None)]


def test_a_sender_that_lost_its_claim_does_nothing(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The recall arrives after the claim and before the post of the very sender that holds it."""
    desk.send("s1", seq=1)
    slow = Sender(desk.publisher)
    claim = slow._claim  # noqa: SLF001 - the moment between claim and post is what is tested

    def claim_and_be_overtaken(row_id: int) -> bool:
        claimed = claim(row_id)
        desk.send("s1", op=Operation.RECALL, seq=2)
        return claimed

    monkeypatch.setattr(slow, "_claim", claim_and_be_overtaken)
    assert slow.run_once() == 0
    assert desk.on_page() == {}
    desk.work()
    assert desk.answers() == [("publication.recalled", 2, None)]


def test_senders_that_race_post_each_thing_once(desk: Desk) -> None:
    names = {f"s{number}" for number in range(30)}
    for name in names:
        desk.send(name)

    def race(sender: Sender) -> int:
        done = 0
        while found := sender.run_once():
            done += found
        return done

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(race, [Sender(desk.publisher) for _ in range(3)]))
    desk.work()
    assert sum(done) == 30
    assert set(desk.on_page()) == names
    assert sorted(event.submission for event in desk.events()) == sorted(names)


def test_what_expires_between_arrival_and_post_is_refused(desk: Desk) -> None:
    desk.send("s1")
    desk.clock.advance(hours=72)
    desk.work()
    assert desk.on_page() == {}
    assert desk.answers() == [("publication.refused", 1, "expired")]
    desk.send("s1", seq=2)
    desk.make_due()  # The database's own clock does not follow the test's.
    desk.work()
    assert desk.answers()[1:] == [("publication.published", 2, None)]


def test_a_recall_that_arrived_in_time_is_carried_out_however_late(desk: Desk) -> None:
    desk.send("s1", seq=1)
    desk.work()
    desk.send("s1", op=Operation.RECALL, seq=2)
    desk.clock.advance(days=30)
    desk.work()
    assert desk.on_page() == {}


def test_nothing_is_posted_before_its_time(desk: Desk) -> None:
    desk.send("s1", not_before=desk.clock() + timedelta(hours=1))
    assert desk.work() == 0
    desk.make_due()
    assert desk.work() == 1

"""A channel that is away is called outside of a transaction, and once."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from services.publisher.claims import LEASE
from services.publisher.remote_sender import CALL_SECONDS
from shared.messages import Operation
from tests.support.publishing import Desk
from tests.support.receiver import Receiver, answer, wait_for_event
from tests.support.remote import (
    PORTAL,
    crash_before_the_record,
    portal_sender,
    work_until_nothing_is_due,
)
from tests.support.waiting import wait_for


def test_a_call_ends_before_its_lease() -> None:
    assert timedelta(seconds=CALL_SECONDS) <= LEASE * 2 / 3


def test_a_post_arrives_and_where_it_stands_is_reported(desk: Desk, behind: Receiver) -> None:
    behind.next.append(answer(201, b'{"url": "https://portal.example/a/1"}'))
    desk.send("s1", channels=PORTAL, text="Jalan mulus", credit="Ibu Tini")
    assert desk.work() == 1
    (event,) = desk.events()
    assert (event.type, event.channel, event.url) == (
        "publication.published",
        "portal",
        "https://portal.example/a/1",
    )
    assert behind.texts == {"s1": "Jalan mulus"}
    assert desk.on_page() == {}
    assert desk.ledger()[0].content == ""


def test_no_transaction_is_open_during_the_call(desk: Desk, behind: Receiver) -> None:
    """The page's sender and the door write while a channel takes its time."""
    go_on = threading.Event()
    behind.next.append(wait_for_event(go_on, answer(200)))
    desk.send("s1", channels=PORTAL)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(portal_sender(desk).run_once)
        wait_for(lambda: behind.deliveries, "the call has begun")
        desk.send("s2")
        assert desk.work() == 1
        assert set(desk.on_page()) == {"s2"}
        go_on.set()
        assert slow.result() == 1


def test_senders_that_race_call_once(desk: Desk, behind: Receiver) -> None:
    names = {f"s{number}" for number in range(12)}
    for name in names:
        desk.send(name, channels=PORTAL)

    def race(_number: int) -> int:
        sender, done = portal_sender(desk), 0
        while found := sender.run_once():
            done += found
        return done

    with ThreadPoolExecutor(3) as pool:
        done = sum(pool.map(race, range(3)))
    while found := desk.work():
        done += found
    assert done == 12
    assert sorted(behind.posted) == sorted(names)
    assert len(behind.deliveries) == 12


def test_a_crash_after_the_call_repeats_it_under_the_same_id(
    desk: Desk, behind: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.send("s1", channels=PORTAL)
    crash_before_the_record(desk, monkeypatch)
    assert desk.work() == 0  # The lease still holds.
    desk.make_due()
    desk.work()
    first, second = behind.deliveries
    assert (first.id, first.body) == (second.id, second.body)
    assert behind.posted == ["s1"]
    assert desk.answers() == [("publication.published", 1, None)]


def test_where_nothing_tells_copies_apart_a_crash_goes_to_a_person(
    unsure_desk: Desk, behind: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = unsure_desk
    desk.send("s1", channels=PORTAL)
    crash_before_the_record(desk, monkeypatch)
    work_until_nothing_is_due(desk)
    assert len(behind.deliveries) == 1
    assert desk.answers() == [("publication.unknown", 1, "no_result")]
    desk.send("s1", channels=PORTAL, seq=2)
    work_until_nothing_is_due(desk)
    assert len(behind.deliveries) == 1
    assert desk.answers()[1:] == [("publication.unknown", 2, None)]


def test_a_stopped_channel_is_not_called_but_recalls_go_on(desk: Desk, behind: Receiver) -> None:
    desk.send("s1", channels=PORTAL, seq=1)
    desk.work()
    desk.send("channel", channels=PORTAL, op=Operation.STOP, seq=1)
    desk.send("s2", channels=PORTAL)
    desk.send("s1", channels=PORTAL, op=Operation.RECALL, seq=2)
    assert desk.work() == 1
    assert desk.work() == 0
    assert (behind.standing, behind.posted) == ({}, ["s1"])
    desk.send("channel", channels=PORTAL, op=Operation.RESUME, seq=2)
    assert desk.work() == 1
    assert behind.posted == ["s1", "s2"]


def test_a_slow_channel_does_not_hold_back_the_page(desk: Desk, behind: Receiver) -> None:
    """Each has a sender of its own; the page's leaves the portal's rows alone."""
    desk.send("s1", channels=("site", "portal"))
    behind.next.append(answer(503))
    desk.work()
    assert set(desk.on_page()) == {"s1"}
    assert behind.posted == []
    work_until_nothing_is_due(desk)
    assert behind.posted == ["s1"]


def test_a_stop_between_looking_and_claiming_still_stops(
    desk: Desk, behind: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.send("s1", channels=PORTAL)
    sender = portal_sender(desk)
    look = sender._due  # noqa: SLF001 - the moment after looking is what is tested

    def look_and_be_stopped() -> Sequence[int]:
        found = look()
        desk.send("channel", channels=PORTAL, op=Operation.STOP, seq=1)
        return found

    monkeypatch.setattr(sender, "_due", look_and_be_stopped)
    assert sender.run_once() == 0
    assert behind.deliveries == []

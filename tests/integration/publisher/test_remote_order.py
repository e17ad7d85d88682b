"""One call at a time for a submission, in the order of the commands: a recall wins."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.publisher.store import LedgerState
from shared.messages import Operation
from tests.support.publishing import Desk
from tests.support.receiver import DIES, Receiver, answer, wait_for_event
from tests.support.remote import (
    PORTAL,
    crash_before_the_record,
    portal_sender,
    work_until_nothing_is_due,
)
from tests.support.waiting import wait_for


def test_a_recall_follows_under_an_id_of_its_own(desk: Desk, behind: Receiver) -> None:
    desk.send("s1", channels=PORTAL, seq=1)
    desk.work()
    desk.send("s1", channels=PORTAL, seq=2, op=Operation.RECALL)
    desk.work()
    assert behind.standing == {}
    assert desk.answers()[1:] == [("publication.recalled", 2, None)]
    assert len({one.id for one in behind.deliveries}) == 2
    assert {row.state for row in desk.ledger()} == {LedgerState.RECALLED}


def test_a_recall_is_tried_until_it_is_done(unsure_desk: Desk, behind: Receiver) -> None:
    """Also where a repetition may be a second call: taking off twice does no harm."""
    desk = unsure_desk
    desk.send("s1", channels=PORTAL, seq=1)
    desk.work()
    desk.send("s1", channels=PORTAL, seq=2, op=Operation.RECALL)
    behind.next.extend([answer(503), answer(500), answer(500), DIES, answer(503), answer(429)])
    work_until_nothing_is_due(desk, times=10)
    assert behind.standing == {}
    assert len(set(behind.ids("post.recall"))) == 1
    assert desk.answers()[1:] == [("publication.recalled", 2, None)]


def test_a_recall_during_the_call_comes_after_it_and_takes_the_post_off(
    desk: Desk, behind: Receiver
) -> None:
    go_on = threading.Event()
    behind.next.append(wait_for_event(go_on, answer(200)))
    desk.send("s1", channels=PORTAL, seq=1)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(portal_sender(desk).run_once)
        wait_for(lambda: behind.deliveries, "the call has begun")
        desk.send("s1", channels=PORTAL, seq=2, op=Operation.RECALL)
        assert desk.work() == 0  # Another sender must not overtake the call.
        assert behind.ids("post.recall") == []
        go_on.set()
        assert slow.result() == 0
    assert desk.work() == 1
    assert behind.standing == {}
    assert desk.answers() == [("publication.recalled", 2, None)]


def test_a_recall_after_a_crash_in_the_call_waits_for_the_lease_and_wins(
    desk: Desk, behind: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.send("s1", channels=PORTAL, seq=1)
    crash_before_the_record(desk, monkeypatch)
    desk.send("s1", channels=PORTAL, seq=2, op=Operation.RECALL)
    assert desk.work() == 0
    desk.make_due()
    assert desk.work() == 1
    assert behind.standing == {}
    assert len(behind.ids("post.publish")) == 1
    assert desk.answers() == [("publication.recalled", 2, None)]


def test_what_nobody_knows_the_outcome_of_is_recalled_all_the_same(
    unsure_desk: Desk, behind: Receiver
) -> None:
    desk = unsure_desk
    behind.next.append(DIES)
    desk.send("s1", channels=PORTAL, seq=1)
    desk.work()
    desk.send("s1", channels=PORTAL, seq=2, op=Operation.RECALL)
    desk.work()
    assert behind.standing == {}
    assert {row.state for row in desk.ledger()} == {LedgerState.RECALLED}


def test_a_newer_command_for_the_same_revision_does_not_repeat_a_call_under_way(
    unsure_desk: Desk, behind: Receiver
) -> None:
    desk = unsure_desk
    go_on = threading.Event()
    behind.next.append(wait_for_event(go_on, answer(200)))
    desk.send("s1", channels=PORTAL, seq=1)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(portal_sender(desk).run_once)
        wait_for(lambda: behind.deliveries, "the call has begun")
        desk.send("s1", channels=PORTAL, seq=2)
        assert desk.work() == 0
        go_on.set()
        assert slow.result() == 1
    work_until_nothing_is_due(desk)
    assert len(behind.deliveries) == 1
    assert desk.answers() == [("publication.published", 2, None)]


def test_a_newer_revision_waits_for_the_older_ones_call(desk: Desk, behind: Receiver) -> None:
    go_on = threading.Event()
    behind.next.append(wait_for_event(go_on, answer(200)))
    desk.send("s1", channels=PORTAL, seq=1, revision=1)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(portal_sender(desk).run_once)
        wait_for(lambda: behind.deliveries, "the call has begun")
        desk.send("s1", channels=PORTAL, seq=2, revision=2, op=Operation.UPDATE)
        assert desk.work() == 0
        go_on.set()
        slow.result()
    desk.work()
    assert [one.type for one in behind.deliveries] == ["post.publish", "post.update"]
    assert behind.standing == {"s1": 2}


def test_nothing_new_is_published_before_an_open_recall_is_done(
    desk: Desk, behind: Receiver
) -> None:
    desk.send("s1", channels=PORTAL, seq=1, revision=1)
    desk.work()
    behind.next.append(answer(503))
    desk.send("s1", channels=PORTAL, seq=2, revision=1, op=Operation.RECALL)
    desk.work()
    desk.send("s1", channels=PORTAL, seq=3, revision=2)
    work_until_nothing_is_due(desk)
    asked = [one.type for one in behind.deliveries]
    assert asked == ["post.publish", "post.recall", "post.recall", "post.publish"]
    assert behind.standing == {"s1": 2}

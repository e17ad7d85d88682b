"""The sender's loop: several calls at once, and what goes wrong in their threads."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import OperationalError

from services.moderation import callback_sender
from services.moderation.callback_sender import AT_ONCE, CallbackSender
from services.moderation.wiring import Moderation
from services.moderation.workflow.callback_call import call_endpoint
from services.moderation.workflow.claim_callbacks import PER_SOURCE, Delivery
from tests.support.callback_receiver import CallbackReceiver, callback_receiver
from tests.support.callbacks import callback, callbacks, change, due, listen
from tests.support.receiver import answer, wait_for_event
from tests.support.waiting import wait_for


@contextmanager
def _running(sender: CallbackSender) -> Iterator[None]:
    """Run the loop as a process does, until the test is over."""
    over = threading.Event()

    def work() -> None:
        while not over.is_set():
            if not sender.run_once():
                sender.bell.wait(0.1)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_a_receiver_that_hangs_does_not_hold_up_another(
    app: Moderation, receiver: CallbackReceiver
) -> None:
    """All of its share hangs, with more behind it; the other source's callbacks arrive."""
    released = threading.Event()
    receiver.always = wait_for_event(released, answer(200))
    with callback_receiver() as quick, _running(CallbackSender(app)):
        listen(app, receiver.url, source="slow")
        listen(app, quick.url, source="quick")
        slow = [due(app, source="slow") for _ in range(AT_ONCE + PER_SOURCE)]
        wait_for(lambda: len(receiver.arrived) == PER_SOURCE, "the slow one has its share")
        for _ in range(2 * PER_SOURCE):
            due(app, source="quick")
        wait_for(lambda: len(quick.arrived) == 2 * PER_SOURCE, "the quick one gets all of its own")
        assert len(receiver.arrived) == PER_SOURCE
        released.set()
        wait_for(lambda: len(receiver.arrived) == len(slow), "the slow one gets the rest")
    assert sorted(one.id for one in receiver.arrived) == sorted(slow)


def test_each_arrives_once_when_all_goes_well(app: Moderation, receiver: CallbackReceiver) -> None:
    listen(app, receiver.url)
    wanted = [due(app) for _ in range(50)]
    with _running(CallbackSender(app)), _running(CallbackSender(app)):
        wait_for(lambda: all(row.delivered_at for row in callbacks(app)), "all are delivered")
    assert sorted(one.id for one in receiver.arrived) == sorted(wanted)


def test_a_crash_between_the_call_and_its_record_delivers_again_under_the_same_id(
    app: Moderation, receiver: CallbackReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the loop hears of it: what fails in a thread is not lost with the thread."""
    listen(app, receiver.url)
    callback_id = due(app)

    def crash(_app: Moderation, held: Delivery) -> None:
        assert held.endpoint is not None
        call_endpoint(held.endpoint, held.id, held.body)
        raise OperationalError(None, {}, Exception())

    monkeypatch.setattr(callback_sender, "deliver", crash)
    sender = CallbackSender(app)
    assert sender.run_once() == 1
    sender.bell.wait(30)
    with pytest.raises(OperationalError):
        wait_for(sender.run_once, "the failure of the thread is raised")
    row = callback(app, callback_id)
    assert row.delivered_at is None
    assert sender.run_once() == 0, "the claim still stands"
    monkeypatch.undo()
    change(app, callback_id, lease_until=row.created_at)
    with _running(CallbackSender(app)):
        wait_for(lambda: callback(app, callback_id).delivered_at, "it is delivered")
    assert [one.id for one in receiver.arrived] == [callback_id] * 2


def test_each_attempt_has_its_own_time_and_the_same_id_and_body(
    app: Moderation, receiver: CallbackReceiver
) -> None:
    """A receiver refuses a time that is minutes old; by the id it drops what it had before."""
    secret = listen(app, receiver.url)
    callback_id = due(app, body='{"type":"saring.test","data":{}}')
    receiver.next.append(answer(500))
    with _running(CallbackSender(app)):
        wait_for(lambda: callback(app, callback_id).attempts == 1, "it is tried")
        wait_for(lambda: callback(app, callback_id).delivered_at, "it is delivered")
    first, second = receiver.arrived
    assert first.id == second.id == callback_id
    assert first.body == second.body
    assert first.headers["webhook-timestamp"] < second.headers["webhook-timestamp"]
    assert first.is_signed_by(secret)
    assert second.is_signed_by(secret)

"""Receivers that break off, dawdle or lead astray; and a secret that cannot be read."""

import socket
import threading

import pytest

from services.moderation.store.callbacks import CallbackEndpoint
from services.moderation.wiring import Moderation
from services.moderation.workflow import callback_call
from services.moderation.workflow.deliver import Disposition
from shared.http_call import CallLimits
from tests.support.callback_receiver import CallbackReceiver
from tests.support.callbacks import SOURCE, callback, change, deliver_one, due, listen
from tests.support.receiver import DIES, Behaviour, answer, raw, wait_for_event


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        (DIES, "connection_lost"),
        (raw(b""), "connection_lost"),
        (raw(b"no HTTP at all\r\n\r\n"), "connection_lost"),
    ],
)
def test_a_receiver_that_breaks_off_is_asked_again_under_the_same_id(
    app: Moderation, receiver: CallbackReceiver, behaviour: Behaviour, error: str
) -> None:
    listen(app, receiver.url)
    callback_id = due(app)
    receiver.next.append(behaviour)
    assert deliver_one(app) is Disposition.FAILED
    row = callback(app, callback_id)
    assert (row.last_status, row.last_error) == (None, error)
    change(app, callback_id, next_attempt_at=row.created_at)
    assert deliver_one(app) is Disposition.DELIVERED
    assert [one.id for one in receiver.arrived] == [callback_id] * 2


def test_a_receiver_that_is_slow_is_cut_off(
    app: Moderation, receiver: CallbackReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = CallLimits(connect_seconds=5, total_seconds=0.5, answer_bytes=1024)
    monkeypatch.setattr(callback_call, "LIMITS", limits)
    listen(app, receiver.url)
    callback_id = due(app)
    never = threading.Event()
    receiver.next.append(wait_for_event(never, answer(200)))
    assert deliver_one(app) is Disposition.FAILED
    assert callback(app, callback_id).last_error == "timed_out"
    never.set()


def test_a_success_with_a_huge_answer_is_a_success(
    app: Moderation, receiver: CallbackReceiver
) -> None:
    """Its beginning is read, no more."""
    listen(app, receiver.url)
    due(app)
    endless = b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n" + b"x" * 100_000
    receiver.next.append(raw(endless))
    assert deliver_one(app) is Disposition.DELIVERED


def test_a_name_that_leads_to_a_metadata_address_later_is_not_called(
    app: Moderation, receiver: CallbackReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Registered while it led to an address of the office's own."""
    listen(app, receiver.url.replace("127.0.0.1", "localhost"))
    callback_id = due(app)
    asked = []

    def rebound(host: str, port: int, **_options: object) -> list[tuple[object, ...]]:
        asked.append(host)
        kind = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
        return [(*kind, (one, port)) for one in ("127.0.0.1", "169.254.169.254")]

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    assert deliver_one(app) is Disposition.FAILED
    assert callback(app, callback_id).last_error == "address_refused"
    assert asked == ["localhost"]
    assert receiver.arrived == []


def test_nobody_listening_is_a_failure_like_any_other(app: Moderation) -> None:
    listen(app, "http://127.0.0.1:9/callbacks")
    callback_id = due(app)
    assert deliver_one(app) is Disposition.FAILED
    assert callback(app, callback_id).last_error == "connect_failed"


def test_without_its_key_a_secret_signs_nothing_and_the_callback_is_kept(
    app: Moderation, receiver: CallbackReceiver
) -> None:
    listen(app, receiver.url)
    callback_id = due(app)
    with app.database.writing() as session:
        session.get_one(CallbackEndpoint, SOURCE).sealed_secret = b"of another key"
    assert deliver_one(app) is Disposition.FAILED
    assert receiver.arrived == []
    row = callback(app, callback_id)
    assert row.last_error == "secret_unreadable"
    assert row.body

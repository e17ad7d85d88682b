"""One callback, delivered to a real receiver."""

from datetime import datetime, timedelta

import pytest

from services.moderation.store.callbacks import CallbackDelivery
from services.moderation.wiring import Moderation
from services.moderation.workflow.callbacks import rotate_secret, set_endpoint
from services.moderation.workflow.deliver import GIVE_UP_AFTER, Disposition
from tests.support.callback_receiver import CallbackReceiver
from tests.support.callbacks import SOURCE, callback, change, deliver_one, due, listen
from tests.support.moderation import ABUSIVE, screened
from tests.support.receiver import answer

OTHER = "whsec_" + "bGFpbm5h" * 4


def _wait_of(row: CallbackDelivery, since: datetime) -> float:
    return (row.next_attempt_at - since).total_seconds()


def test_a_decision_arrives_signed_and_its_body_is_blanked(
    app: Moderation, receiver: CallbackReceiver
) -> None:
    secret = listen(app, receiver.url)
    submission_id = screened(app, ABUSIVE, external_id="laporan-1")
    assert deliver_one(app) is Disposition.DELIVERED
    (arrived,) = receiver.arrived
    assert arrived.path == "/callbacks?of=saring"
    assert arrived.headers["content-type"] == "application/json"
    assert arrived.is_signed_by(secret)
    assert not arrived.is_signed_by(OTHER)
    assert arrived.message["type"] == "submission.decided"
    data = arrived.message["data"]
    assert (data["id"], data["external_id"]) == (submission_id, "laporan-1")
    assert (data["state"], data["decision"]["outcome"]) == ("rejected", "reject")
    row = callback(app, arrived.id)
    assert (row.body, row.last_status) == ("", 204)
    assert row.delivered_at is not None


def test_a_byte_that_was_changed_on_the_way_shows(
    app: Moderation, receiver: CallbackReceiver
) -> None:
    secret = listen(app, receiver.url)
    due(app)
    deliver_one(app)
    (arrived,) = receiver.arrived
    forged = type(arrived)(arrived.path, arrived.headers, arrived.body + b" ")
    other_id = {**arrived.headers, "webhook-id": "other"}
    assert arrived.is_signed_by(secret)
    assert not forged.is_signed_by(secret)
    assert not type(arrived)(arrived.path, other_id, arrived.body).is_signed_by(secret)


def test_while_a_secret_is_rotated_the_old_one_and_the_new_one_verify(
    app: Moderation, receiver: CallbackReceiver
) -> None:
    old = listen(app, receiver.url)
    new = rotate_secret(app.database, app.cipher, SOURCE, overlap=timedelta(hours=1))
    due(app)
    deliver_one(app)
    last = rotate_secret(app.database, app.cipher, SOURCE, overlap=timedelta(0))
    due(app)
    deliver_one(app)
    during, after = receiver.arrived
    assert [during.is_signed_by(one) for one in (old, new, last)] == [True, True, False]
    assert [after.is_signed_by(one) for one in (old, new, last)] == [False, False, True]


def test_a_url_that_is_set_anew_voids_the_old_secret_at_once(
    app: Moderation, receiver: CallbackReceiver
) -> None:
    """The old one may belong to another receiver."""
    old = listen(app, "http://127.0.0.1:9/elsewhere")
    due(app)
    new = set_endpoint(app.database, app.cipher, SOURCE, receiver.url)
    deliver_one(app)
    assert [receiver.arrived[0].is_signed_by(one) for one in (old, new)] == [False, True]


@pytest.mark.parametrize(
    ("status", "becomes", "error"),
    [
        (200, Disposition.DELIVERED, None),
        (202, Disposition.DELIVERED, None),
        (204, Disposition.DELIVERED, None),
        (301, Disposition.FAILED, "redirected"),
        (302, Disposition.FAILED, "redirected"),
        (307, Disposition.FAILED, "redirected"),
        (400, Disposition.FAILED, "status"),
        (401, Disposition.FAILED, "status"),
        (404, Disposition.FAILED, "status"),
        (410, Disposition.DEAD, "gone"),
        (413, Disposition.FAILED, "status"),
        (429, Disposition.FAILED, "status"),
        (500, Disposition.FAILED, "status"),
        (503, Disposition.FAILED, "status"),
    ],
)
def test_what_a_status_leads_to(
    app: Moderation,
    receiver: CallbackReceiver,
    status: int,
    becomes: Disposition,
    error: str | None,
) -> None:
    """Taken, tried again, or given up at once; a redirect is never followed."""
    listen(app, receiver.url)
    callback_id = due(app)
    receiver.next.append(answer(status, Location=receiver.url + "&again"))
    assert deliver_one(app) is becomes
    assert len(receiver.arrived) == 1
    row = callback(app, callback_id)
    assert (row.last_status, row.last_error) == (status, error)
    assert (row.delivered_at is not None) is (becomes is Disposition.DELIVERED)
    assert (row.dead_at is not None) is (becomes is Disposition.DEAD)
    assert bool(row.body) is (becomes is not Disposition.DELIVERED)
    assert row.claimed_by is None


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [
        ("120", 119, 125),
        ("0", 0, 7),
        ("86400", 3590, 3601),  # An hour is the longest wait.
        ("soon", 0, 7),
        ("-5", 0, 7),
    ],
)
def test_the_pause_that_a_receiver_asks_for_is_kept_within_bounds(
    app: Moderation, receiver: CallbackReceiver, asked: str, least: float, most: float
) -> None:
    listen(app, receiver.url)
    callback_id = due(app)
    receiver.next.append(answer(503, Retry_After=asked))
    deliver_one(app)
    row = callback(app, callback_id)
    assert least <= _wait_of(row, row.created_at) <= most + 30


def test_after_a_day_it_is_given_up_and_its_body_kept(
    app: Moderation, receiver: CallbackReceiver
) -> None:
    listen(app, receiver.url)
    callback_id = due(app)
    receiver.always = answer(500)
    row = callback(app, callback_id)
    change(app, callback_id, first_attempt_at=row.created_at - GIVE_UP_AFTER + timedelta(minutes=5))
    assert deliver_one(app) is Disposition.FAILED
    past = row.created_at - GIVE_UP_AFTER
    change(app, callback_id, first_attempt_at=past, next_attempt_at=past)
    assert deliver_one(app) is Disposition.DEAD
    assert callback(app, callback_id).body == row.body

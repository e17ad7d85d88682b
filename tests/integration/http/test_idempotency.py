"""`Idempotency-Key`: a request that is repeated has no second effect."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from services.moderation.store.idempotency import IdempotentRequest
from services.moderation.wiring import Moderation
from services.moderation.workflow.idempotency import KEPT, forget_old_keys
from services.moderation.workflow.screen import screen_next
from tests.integration.http.conftest import ClientFor, Counts
from tests.integration.http.problems import CANARY, assert_problem
from tests.support.waiting import wait_for

SUBMISSIONS = "/v1/submissions"
FRIENDLY = "Terima kasih, jalan di depan pasar sekarang sudah mulus."


def _send(client: FlaskClient, key: str, text: str = FRIENDLY, **more: object) -> TestResponse:
    prefer = more.pop("prefer", None)
    headers = {"Idempotency-Key": key} | ({"Prefer": str(prefer)} if prefer else {})
    body = {"text": text, "channels": ["site"], **more}
    return client.post(SUBMISSIONS, json=body, headers=headers)


def test_a_repeated_request_gives_the_same_submission_as_it_is_now(
    client: FlaskClient, moderation: Moderation, stored: Callable[[], Counts]
) -> None:
    first = _send(client, "k-1")
    while screen_next(moderation, "test"):
        pass
    before = stored()
    again = _send(client, "k-1")
    assert (first.status_code, again.status_code) == (202, 200)
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    assert (again.get_json()["id"], again.get_json()["state"]) == (
        first.get_json()["id"],
        "publishing",
    )
    assert stored() == before


@pytest.mark.parametrize(
    "other",
    [
        {"text": f"{CANARY} lain."},
        {"language": "jv"},
        {"external_id": "x-1"},
        {"author": {"ref": CANARY}},
        {"consent": {"given_at": "2026-01-30T09:30:00+07:00", "version": "1"}},
        {"scheduled_at": "2099-01-30T09:30:00+07:00"},
        {"metadata": {"form": CANARY}},
    ],
)
def test_another_request_under_the_key_is_refused(
    client: FlaskClient, stored: Callable[[], Counts], other: dict[str, object]
) -> None:
    _send(client, "k-2")
    before = stored()
    answer = _send(client, "k-2", **other)  # type: ignore[arg-type] # `text` may be among them
    assert_problem(answer, 422)
    assert answer.get_json()["type"] == "urn:saring:problem:idempotency-key-reused"
    assert answer.get_json()["detail_id"]
    assert stored() == before


def test_a_key_belongs_to_one_api_key(client: FlaskClient, client_for: ClientFor) -> None:
    other = client_for()
    assert _send(client, "k-3").get_json()["id"] != _send(other, "k-3").get_json()["id"]


@pytest.mark.parametrize("key", ["", "x" * 256, "kunci\x7f", "kunci-é"])
def test_a_key_of_another_form_is_refused(client: FlaskClient, key: str) -> None:
    assert_problem(_send(client, key), 422, parameter="Idempotency-Key")


@pytest.mark.parametrize("key", ["x", "x" * 255, '"8e03978e-40d5"', "a key ~ with !"])
def test_any_printable_key_is_taken(client: FlaskClient, key: str) -> None:
    sent = [_send(client, key).get_json()["id"] for _ in range(2)]
    assert sent[0] == sent[1]


def test_a_refused_request_leaves_its_key_unused(
    client: FlaskClient, stored: Callable[[], Counts]
) -> None:
    _send(client, "first", external_id="taken")
    before = stored()
    assert _send(client, "k-4", channels=["radio"]).status_code == 422
    assert _send(client, "k-4", "Lain.", external_id="taken").status_code == 409
    assert stored() == before
    assert _send(client, "k-4").status_code == 202


def test_a_key_for_what_the_external_id_has_sent_before_is_kept_too(client: FlaskClient) -> None:
    first = _send(client, "k-5", external_id="five").get_json()["id"]
    for key in ("k-5a", "k-5a"):
        answer = _send(client, key, external_id="five")
        assert (answer.status_code, answer.get_json()["id"]) == (200, first)
    assert "Idempotency-Replayed" in answer.headers


def test_a_repetition_waits_until_the_first_request_is_answered(
    client: FlaskClient, client_for: ClientFor, moderation: Moderation
) -> None:
    """Else both would go on as if theirs were the answer."""
    while screen_next(moderation, "test"):
        pass
    answers: list[TestResponse] = []
    thread = threading.Thread(target=lambda: answers.append(_send(client, "k-6", prefer="wait=30")))
    thread.start()

    def in_flight() -> bool:
        with moderation.database.reading() as session:
            waiting = IdempotentRequest.in_flight_until.is_not(None)
            return session.scalars(select(IdempotentRequest).where(waiting)).first() is not None

    wait_for(in_flight, "the first request waits")
    twin = client.application.test_client()
    twin.environ_base["HTTP_AUTHORIZATION"] = client.environ_base["HTTP_AUTHORIZATION"]
    meanwhile = _send(twin, "k-6")
    assert_problem(meanwhile, 409)
    assert meanwhile.get_json()["type"] == "urn:saring:problem:request-in-flight"
    assert 1 <= int(meanwhile.headers["Retry-After"]) <= 35
    while screen_next(moderation, "test"):
        pass
    thread.join()
    assert answers[0].status_code == 200
    again = _send(twin, "k-6")
    assert (again.status_code, again.get_json()["id"]) == (200, answers[0].get_json()["id"])


def test_a_first_request_that_died_while_waiting_does_not_hold_its_key_for_ever(
    client: FlaskClient, moderation: Moderation
) -> None:
    first = _send(client, "k-7").get_json()["id"]
    with moderation.database.writing() as session:
        past = moderation.database.now(session) - timedelta(seconds=1)
        session.execute(update(IdempotentRequest).values(in_flight_until=past))
    assert _send(client, "k-7").get_json()["id"] == first


def _make_old(moderation: Moderation) -> None:
    with moderation.database.writing() as session:
        old = moderation.database.now(session) - KEPT - timedelta(seconds=1)
        session.execute(update(IdempotentRequest).values(created_at=old))


def test_after_seven_days_a_key_may_be_used_again(
    client: FlaskClient, moderation: Moderation
) -> None:
    first = _send(client, "k-8").get_json()["id"]
    _make_old(moderation)
    again = _send(client, "k-8", "Lain lagi.")
    assert (again.status_code, again.get_json()["id"] != first) == (202, True)


def test_old_keys_are_removed_and_young_ones_stay(
    client: FlaskClient, moderation: Moderation, stored: Callable[[], Counts]
) -> None:
    _send(client, "k-9")
    _make_old(moderation)
    _send(client, "k-10")
    assert forget_old_keys(moderation) >= 1
    assert stored()["idempotent_requests"] == 1
    assert forget_old_keys(moderation) == 0


def test_neither_key_nor_request_is_stored_in_the_clear(
    client: FlaskClient, moderation: Moderation
) -> None:
    """A short post could be guessed from a digest without a key, and a key may be a name."""
    _send(client, CANARY, "ya")
    with moderation.database.reading() as session:
        rows = session.scalars(select(IdempotentRequest)).all()
    assert all(len(row.key_digest) == len(row.request_digest) == 64 for row in rows)
    assert all(CANARY not in row.key_digest for row in rows)

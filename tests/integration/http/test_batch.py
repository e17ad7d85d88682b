"""Sending many posts at once."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.moderation.http.outgoing import BatchAnswer
from services.moderation.workflow.access import Scope
from tests.integration.http.conftest import ClientFor, Counts
from tests.integration.http.problems import CANARY, assert_problem

BATCH = "/v1/submissions/batch"


def _item(text: str, **more: object) -> dict[str, Any]:
    return {"text": text, "channels": ["site"], **more}


def _send(client: FlaskClient, *items: object, key: str | None = None) -> TestResponse:
    headers = {"Idempotency-Key": key} if key else None
    return client.post(BATCH, json={"items": list(items)}, headers=headers)


def _statuses(answer: TestResponse) -> list[int]:
    assert answer.status_code == 200, answer.text
    BatchAnswer.model_validate(answer.get_json())
    return [item["status"] for item in answer.get_json()["items"]]


def test_each_post_is_answered_in_its_place(client: FlaskClient) -> None:
    answer = _send(client, *(_item(f"Kiriman {n}.", external_id=f"b-{9 - n}") for n in range(5)))
    assert _statuses(answer) == [202] * 5
    found = [item["submission"]["external_id"] for item in answer.get_json()["items"]]
    assert found == ["b-9", "b-8", "b-7", "b-6", "b-5"]


@pytest.mark.parametrize(
    ("bad", "status", "pointer"),
    [
        (_item(""), 422, "/text"),
        (_item("a\0b"), 422, "/text"),
        (_item("a\ud800b"), 422, "/text"),
        (_item("a", metadata={"b\0": "c"}), 422, "/metadata"),
        (_item("a", channels=["site", "radio"]), 422, "/channels/1"),
        (_item("a", source=CANARY), 403, "/source"),
        (_item("a", author={"ref": " "}), 422, "/author/ref"),
        ({}, 422, None),
        (CANARY, 422, ""),
        (None, 422, ""),
        (_item(f"{CANARY} lain", external_id="sudah"), 409, None),
    ],
)
def test_a_bad_post_does_not_stop_the_others(
    client: FlaskClient,
    stored: Callable[[], Counts],
    bad: object,
    status: int,
    pointer: str | None,
) -> None:
    """Its pointer begins at the post itself, and it leaves nothing behind."""
    _send(client, _item("Sudah ada.", external_id="sudah"))
    before = stored()
    answer = _send(client, _item("Satu."), bad, _item("Tiga."))
    assert _statuses(answer) == [202, status, 202]
    problem = answer.get_json()["items"][1]["problem"]
    assert problem.get("pointer") == pointer
    assert problem["status"] == status
    assert problem["detail_id"]
    assert CANARY not in answer.text
    assert stored()["submissions"] == before["submissions"] + 2


def test_a_batch_of_nothing_that_can_be_taken_is_answered_post_by_post(
    client: FlaskClient, stored: Callable[[], Counts]
) -> None:
    before = stored()
    assert _statuses(_send(client, {}, _item("Satu.", channels=["tidak ada"]))) == [422, 422]
    assert _statuses(_send(client, {})) == [422]
    assert stored() == before


def test_a_repeated_batch_gives_post_by_post_what_it_gave_before(
    client: FlaskClient, stored: Callable[[], Counts]
) -> None:
    """Also the one that was mended meanwhile."""
    first = _send(client, _item("Satu."), _item(""), _item("Satu."), key="batch-1")
    before = stored()
    again = _send(client, _item("Satu."), _item("Dua."), _item("Satu."), key="batch-1")
    assert (_statuses(first), _statuses(again)) == ([202, 422, 202], [200, 202, 200])
    ids = [
        [item["submission"]["id"] for item in (answer.get_json()["items"])[::2]]
        for answer in (first, again)
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2
    assert stored()["submissions"] == before["submissions"] + 1


def test_another_post_in_the_same_place_under_the_key_is_refused(client: FlaskClient) -> None:
    _send(client, _item("Satu."), key="batch-2")
    answer = _send(client, _item("Lain."), key="batch-2")
    assert _statuses(answer) == [422]
    assert answer.get_json()["items"][0]["problem"]["type"].endswith("idempotency-key-reused")


def test_a_key_of_a_batch_is_not_that_of_a_single_post(client: FlaskClient) -> None:
    batch = _send(client, _item("Satu."), key="batch-3").get_json()["items"][0]["submission"]
    single = client.post(
        "/v1/submissions", json=_item("Satu."), headers={"Idempotency-Key": "batch-3"}
    )
    assert (single.status_code, single.get_json()["id"] != batch["id"]) == (202, True)


def test_the_same_external_id_twice_in_a_batch_is_one_submission(client: FlaskClient) -> None:
    answer = _send(
        client,
        _item("Kembar.", external_id="kembar"),
        _item("Kembar.", external_id="kembar"),
        _item("Bukan kembar.", external_id="kembar"),
    )
    assert _statuses(answer) == [202, 200, 409]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/items"),
        ({"items": []}, "/items"),
        ({"items": [_item("a")] * 101}, "/items"),
        ({"items": "a"}, "/items"),
        ({"items": [_item("a")], "key": "x"}, "/key"),
    ],
)
def test_a_batch_itself_must_be_of_the_right_form(
    client: FlaskClient, body: object, pointer: str
) -> None:
    assert_problem(client.post(BATCH, json=body), 422, pointer=pointer)


def test_a_batch_of_a_hundred_is_taken(client: FlaskClient) -> None:
    assert _statuses(_send(client, *(_item(f"Kiriman {n}.") for n in range(100)))) == [202] * 100


def test_a_batch_needs_the_scope_to_submit(client_for: ClientFor) -> None:
    reader = client_for(scopes=frozenset({Scope.READ}))
    assert_problem(_send(reader, _item("Satu.")), 403)

"""PUT: editing a submission, and the ETags that say which one is meant."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.moderation.http.outgoing import SubmissionAnswer
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import Scope
from services.moderation.workflow.screen import screen_next
from tests.integration.http.conftest import ClientFor, Counts
from tests.integration.http.problems import CANARY, assert_problem

SUBMISSIONS = "/v1/submissions"
FRIENDLY = "Terima kasih, jalan di depan pasar sekarang sudah mulus."
OTHER = "Terima kasih, lampu di depan pasar sekarang sudah terang."


def _send(client: FlaskClient, **more: object) -> str:
    answer = client.post(SUBMISSIONS, json={"text": FRIENDLY, "channels": ["site"], **more})
    assert answer.status_code == 202, answer.text
    return f"{SUBMISSIONS}/{answer.get_json()['id']}"


def _put(
    client: FlaskClient,
    address: str,
    headers: dict[str, str] | None = None,
    **fields: Any,  # noqa: ANN401 - any JSON value
) -> TestResponse:
    body = {"text": OTHER, "channels": ["site"], **fields}
    return client.put(address, json=body, headers=headers)


def test_an_edit_is_accepted_as_a_new_revision(client: FlaskClient) -> None:
    answer = _put(client, _send(client))
    body = answer.get_json()
    assert (answer.status_code, body["state"], body["revision"]) == (202, "received", 2)
    SubmissionAnswer.model_validate(body)


def test_whoever_prefers_to_wait_gets_the_decision_on_the_new_revision(
    client: FlaskClient, moderation: Moderation, screening: None
) -> None:
    """Not the one that the old revision had."""
    address = _send(client)
    client.get(address)
    answer = _put(client, address, {"Prefer": "wait=30"}, text=f"{FRIENDLY} NIK 3404011203850001.")
    body = answer.get_json()
    assert (answer.status_code, body["state"], body["revision"]) == (202, "in_review", 2)
    assert "decision" not in body
    answer = _put(client, address, {"Prefer": "wait=30"})
    assert (answer.status_code, answer.get_json()["decision"]["by"]) == (200, "machine")


def test_the_same_content_is_answered_without_a_new_revision(
    client: FlaskClient, stored: Callable[[], Counts]
) -> None:
    address = _send(client)
    before = stored()
    answer = _put(client, address, text=FRIENDLY)
    assert (answer.status_code, answer.get_json()["revision"]) == (200, 1)
    assert stored() == before


def test_the_external_id_gives_the_edited_submission(client: FlaskClient) -> None:
    """What was sent last is its content; what was sent first is not any more."""
    address = _send(client, external_id="ubah-1")
    assert _put(client, address, external_id="ubah-1").status_code == 202
    body = {"text": OTHER, "channels": ["site"], "external_id": "ubah-1"}
    assert client.post(SUBMISSIONS, json=body).status_code == 200
    first = client.post(SUBMISSIONS, json=body | {"text": FRIENDLY})
    assert_problem(first, 409)
    assert f"PUT {address}" in first.get_json()["detail"]
    assert f"PUT {address}" in first.get_json()["detail_id"]
    assert address.endswith(first.get_json()["submission"])


@pytest.mark.parametrize(
    ("fields", "status", "pointer"),
    [
        ({"external_id": "lain"}, 422, "/external_id"),
        ({"channels": ["radio"]}, 422, "/channels/0"),
        ({"source": CANARY}, 403, "/source"),
        ({"text": ""}, 422, "/text"),
        ({"state": "approved"}, 422, "/state"),
    ],
)
def test_what_is_wrong_with_an_edit_is_pointed_at(
    client: FlaskClient, fields: dict[str, Any], status: int, pointer: str
) -> None:
    assert_problem(_put(client, _send(client), **fields), status, pointer=pointer)


def test_what_was_withdrawn_cannot_be_edited(client: FlaskClient) -> None:
    address = _send(client)
    client.post(f"{address}/withdraw")
    answer = _put(client, address)
    assert_problem(answer, 409)
    assert answer.get_json()["detail_id"]


def test_another_sources_submission_cannot_be_edited(
    client: FlaskClient, client_for: ClientFor
) -> None:
    assert_problem(_put(client_for(source="lain"), _send(client)), 404)


def test_editing_needs_the_scope_to_submit(client: FlaskClient, client_for: ClientFor) -> None:
    reader = client_for(scopes=frozenset({Scope.READ}))
    assert_problem(_put(reader, _send(client)), 403)


def test_an_etag_changes_whenever_the_answer_does(
    client: FlaskClient, moderation: Moderation
) -> None:
    address = _send(client)
    tags = [client.get(address).headers["ETag"]]
    assert client.get(address).headers["ETag"] == tags[0]
    while screen_next(moderation, "test"):
        pass
    tags.append(client.get(address).headers["ETag"])
    tags.append(_put(client, address).headers["ETag"])
    tags.append(client.post(f"{address}/withdraw").headers["ETag"])
    assert len(set(tags)) == 4


def test_who_holds_the_present_answer_is_not_sent_it_again(client: FlaskClient) -> None:
    address = _send(client)
    tag = client.get(address).headers["ETag"]
    for held in (tag, f'"0", W/{tag}', "*"):
        answer = client.get(address, headers={"If-None-Match": held})
        assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)
    assert client.get(address, headers={"If-None-Match": '"0"'}).status_code == 200


@pytest.mark.parametrize("condition", ['"0"', "W/{tag}", "", '"{tag}x"', '"'])
def test_an_edit_of_what_has_changed_meanwhile_is_refused(
    client: FlaskClient, condition: str
) -> None:
    address = _send(client)
    tag = client.get(address).headers["ETag"]
    answer = _put(client, address, {"If-Match": condition.format(tag=tag)})
    assert_problem(answer, 412)
    assert answer.get_json()["type"] == "urn:saring:problem:changed-meanwhile"
    assert client.get(address).headers["ETag"] == tag


@pytest.mark.parametrize("condition", ["{tag}", '"0", {tag}', "*"])
def test_an_edit_of_the_present_version_is_taken(client: FlaskClient, condition: str) -> None:
    address = _send(client)
    tag = client.get(address).headers["ETag"]
    assert _put(client, address, {"If-Match": condition.format(tag=tag)}).status_code == 202


def test_of_two_edits_of_one_version_the_second_is_refused(client: FlaskClient) -> None:
    address = _send(client)
    tag = client.get(address).headers["ETag"]
    answers = [
        _put(client, address, {"If-Match": tag}, text=f"{OTHER} {number}").status_code
        for number in range(2)
    ]
    assert answers == [202, 412]

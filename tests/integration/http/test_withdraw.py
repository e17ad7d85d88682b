"""Withdrawing a submission."""

import pytest
from flask.testing import FlaskClient

from services.moderation.http.outgoing import SubmissionAnswer
from services.moderation.store.messages import Outbox
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import Scope
from services.moderation.workflow.screen import screen_next
from shared.outbox import Message, Relay
from tests.integration.http.conftest import ClientFor
from tests.integration.http.problems import assert_problem

SUBMISSIONS = "/v1/submissions"
FRIENDLY = "Terima kasih, jalan di depan pasar sekarang sudah mulus."


class _Sent:
    """A transport to nowhere: what it takes has left."""

    def send(self, message: Message) -> None:
        del message


def _send(client: FlaskClient) -> str:
    answer = client.post(SUBMISSIONS, json={"text": FRIENDLY, "channels": ["site"]})
    return f"{SUBMISSIONS}/{answer.get_json()['id']}"


def test_what_waits_is_withdrawn_at_once_and_for_good(client: FlaskClient) -> None:
    address = _send(client)
    for _ in range(2):
        answer = client.post(f"{address}/withdraw")
        body = answer.get_json()
        assert (answer.status_code, body["state"], body["publications"]) == (200, "withdrawn", [])
        SubmissionAnswer.model_validate(body)


def test_what_has_left_is_accepted_to_be_recalled(
    client: FlaskClient, moderation: Moderation
) -> None:
    address = _send(client)
    while screen_next(moderation, "test"):
        pass
    opened = moderation.cipher.open_message
    assert Relay(moderation.database, Outbox, _Sent(), opened=opened).run_once()
    answer = client.post(f"{address}/withdraw", json={})
    assert (answer.status_code, answer.get_json()["state"]) == (202, "withdrawn")
    assert [entry["state"] for entry in answer.get_json()["publications"]] == ["recalling"]


@pytest.mark.parametrize(
    ("body", "declared", "status"),
    [
        ("{}", "application/json", 200),
        ('{"reason": "x"}', "application/json", 422),
        ("[]", "application/json", 422),
        ("{", "application/json", 400),
        ("{}", "text/plain", 415),
    ],
)
def test_nothing_need_be_said_and_nothing_else_may_be(
    client: FlaskClient, body: str, declared: str, status: int
) -> None:
    answer = client.post(f"{_send(client)}/withdraw", data=body, content_type=declared)
    assert answer.status_code == status


def test_another_sources_submission_is_not_found(
    client: FlaskClient, client_for: ClientFor
) -> None:
    assert_problem(client_for(source="lain").post(f"{_send(client)}/withdraw"), 404)


def test_withdrawing_needs_the_scope_to_submit(client: FlaskClient, client_for: ClientFor) -> None:
    reader = client_for(scopes=frozenset({Scope.READ}))
    assert_problem(reader.post(f"{_send(client)}/withdraw"), 403)

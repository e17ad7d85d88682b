"""The statement of reasons over HTTP."""

import uuid

from flask.testing import FlaskClient

from services.moderation.http.statement_answer import StatementAnswer
from services.moderation.wiring import Moderation
from services.moderation.workflow.decide import approve, reject
from services.moderation.workflow.queue import open_item
from services.moderation.workflow.screen import screen_next
from tests.integration.http.conftest import ClientFor
from tests.integration.http.problems import assert_problem
from tests.support.moderation import ABUSIVE, FRIENDLY, WITH_NIK

NIK = "3404011203850001"


def _sent(client: FlaskClient, moderation: Moderation, text: str) -> str:
    answer = client.post("/v1/submissions", json={"text": text, "channels": ["site"]})
    while screen_next(moderation, "test"):
        pass
    return f"/v1/submissions/{answer.get_json()['id']}"


def test_a_machines_rejection_is_stated_field_by_field(
    client: FlaskClient, moderation: Moderation
) -> None:
    path = _sent(client, moderation, ABUSIVE)
    body = client.get(f"{path}/statement").get_json()
    StatementAnswer.model_validate(body)
    decision = client.get(path).get_json()["decision"]
    assert body["statement"] == decision["statement"]
    assert body["redress"]["appeal_until"] == decision["appeal_until"]
    assert (body["reason_code"], body["by"], body["in_force"]) == ("abuse", "machine", True)
    assert body["automated_detection"] == "Yes"
    assert body["automated_decision"] == "AUTOMATED_DECISION_FULLY"
    assert {fact["category"] for fact in body["findings"]} == {"toxicity"}
    assert not any(word in str(body) for word in ABUSIVE.strip("!").split())


def test_a_persons_rejection_names_only_the_facts_it_rests_on(
    client: FlaskClient, moderation: Moderation
) -> None:
    """A NIK was found, but the post was rejected for being off topic."""
    path = _sent(client, moderation, WITH_NIK)
    item = path.rpartition("/")[2]
    version = open_item(moderation, item).submission.version
    reject(moderation, item, actor="user:siti", version=version, reason_code="off_topic")
    body = client.get(f"{path}/statement").get_json()
    StatementAnswer.model_validate(body)
    assert (body["findings"], body["automated_detection"]) == ([], "No")
    assert body["automated_decision"] == "AUTOMATED_DECISION_NOT_AUTOMATED"
    assert "siti" not in str(body)
    assert "NIK" not in body["statement"]["id"]


def test_a_persons_rejection_for_personal_data_tells_its_kind_and_not_the_number(
    client: FlaskClient, moderation: Moderation
) -> None:
    path = _sent(client, moderation, f"{WITH_NIK} Sekali lagi: {NIK}.")
    item = path.rpartition("/")[2]
    version = open_item(moderation, item).submission.version
    reject(moderation, item, actor="user:siti", version=version, reason_code="personal_data")
    body = client.get(f"{path}/statement").get_json()
    (nik,) = [fact for fact in body["findings"] if fact["label"] == "ID_NIK"]
    assert nik["count"] == 2
    assert "27/2022" in body["legal_basis"]["id"]
    assert NIK not in str(body)


def test_a_rejection_that_was_overturned_is_no_longer_in_force(
    client: FlaskClient, moderation: Moderation
) -> None:
    path = _sent(client, moderation, ABUSIVE)
    item = path.rpartition("/")[2]
    before = client.get(f"{path}/statement").get_json()
    client.post(f"{path}/appeal", json={"statement": "Itu nama dusun kami."})
    assert client.get(f"{path}/statement").get_json() == before
    version = open_item(moderation, item).submission.version
    approve(moderation, item, actor="user:siti", version=version)
    after = client.get(f"{path}/statement").get_json()
    assert (after["in_force"], after["puid"]) == (False, before["puid"])


def test_what_was_never_rejected_has_no_statement(
    client: FlaskClient, moderation: Moderation
) -> None:
    answer = client.get(f"{_sent(client, moderation, FRIENDLY)}/statement")
    assert_problem(answer, 404)
    assert "not rejected" in answer.get_json()["detail"]
    assert_problem(client.get(f"/v1/submissions/{uuid.uuid4()}/statement"), 404)


def test_another_sources_statement_is_not_found(
    client: FlaskClient, client_for: ClientFor, moderation: Moderation
) -> None:
    path = _sent(client, moderation, ABUSIVE)
    assert_problem(client_for("portal").get(f"{path}/statement"), 404)

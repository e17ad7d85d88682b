"""Appeals over HTTP: once, in time, harmless to repeat, and refused with a way on."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from services.moderation.http.outgoing import SubmissionAnswer
from services.moderation.store.decisions import Decision
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import DEFAULT_SCOPES, Scope
from services.moderation.workflow.decide import approve, reject
from services.moderation.workflow.queue import open_item
from services.moderation.workflow.screen import screen_next
from tests.integration.http.conftest import ClientFor
from tests.integration.http.problems import assert_problem
from tests.support.moderation import ABUSIVE, FRIENDLY, WITH_NIK

STATEMENT = "Kata itu nama dusun kami, bukan makian."


@pytest.fixture
def rejected(client: FlaskClient, moderation: Moderation) -> str:
    return _sent(client, moderation, ABUSIVE)


def _sent(client: FlaskClient, moderation: Moderation, text: str) -> str:
    answer = client.post("/v1/submissions", json={"text": text, "channels": ["site"]})
    while screen_next(moderation, "test"):
        pass
    return str(answer.get_json()["id"])


def _path(submission_id: str) -> str:
    return f"/v1/submissions/{submission_id}/appeal"


def _body(**more: object) -> dict[str, object]:
    return {"statement": STATEMENT, **more}


def _decide(moderation: Moderation, submission_id: str, reason: str | None = None) -> None:
    version = open_item(moderation, submission_id).submission.version
    who: dict[str, Any] = {"actor": "user:siti", "version": version}
    if reason is None:
        approve(moderation, submission_id, **who)
    else:
        reject(moderation, submission_id, **who, reason_code=reason)


def test_a_rejection_is_appealed_against_and_the_earlier_decision_still_shown(
    client: FlaskClient, rejected: str
) -> None:
    answer = client.post(_path(rejected), json=_body(contact_ref="warga-77"))
    body = answer.get_json()
    SubmissionAnswer.model_validate(body)
    assert (answer.status_code, body["state"]) == (202, "appealed")
    assert body["decision"]["outcome"] == "reject"
    assert body["decision"]["appeal_until"] is not None
    listed = client.get("/v1/submissions?state=appealed").get_json()["items"]
    assert rejected in [item["id"] for item in listed]
    assert STATEMENT not in client.get(f"/v1/submissions/{rejected}").text


def test_the_same_appeal_again_is_harmless(
    client: FlaskClient, moderation: Moderation, rejected: str
) -> None:
    """While it waits, and once it is decided."""
    first = client.post(_path(rejected), json=_body())
    again = client.post(_path(rejected), json=_body())
    assert (again.status_code, again.get_json()) == (200, first.get_json())
    assert again.headers["ETag"] == first.headers["ETag"]
    _decide(moderation, rejected)
    decided = client.post(_path(rejected), json=_body())
    assert decided.status_code == 200
    assert decided.get_json()["decision"]["outcome"] == "approve"


@pytest.mark.parametrize(
    "other", [{"statement": "Pernyataan lain."}, {"statement": STATEMENT, "contact_ref": "w-1"}]
)
def test_another_statement_is_refused_while_one_waits(
    client: FlaskClient, rejected: str, other: dict[str, str]
) -> None:
    client.post(_path(rejected), json=_body())
    answer = client.post(_path(rejected), json=other)
    assert_problem(answer, 409)
    assert "Wait for the answer" in answer.get_json()["detail"]
    assert "Tunggu jawabannya" in answer.get_json()["detail_id"]


def test_after_an_appeal_a_rejection_is_final(
    client: FlaskClient, moderation: Moderation, rejected: str
) -> None:
    client.post(_path(rejected), json=_body())
    _decide(moderation, rejected, "abuse")
    decision = client.get(f"/v1/submissions/{rejected}").get_json()["decision"]
    assert (decision["by"], decision["appeal_until"]) == ("person", None)
    answer = client.post(_path(rejected), json=_body(contact_ref="lain"))
    assert_problem(answer, 409)
    assert "final" in answer.get_json()["detail"]
    assert "PUT" in answer.get_json()["detail_id"]


def test_an_appeal_that_comes_too_late_is_told_when_the_time_ended(
    client: FlaskClient, moderation: Moderation, rejected: str
) -> None:
    with moderation.database.writing() as session:
        ended = moderation.database.now(session) - timedelta(seconds=1)
        session.execute(
            update(Decision).where(Decision.submission_id == rejected).values(appeal_until=ended)
        )
    answer = client.post(_path(rejected), json=_body())
    assert_problem(answer, 409)
    assert "WIB" in answer.get_json()["detail_id"]
    assert client.get(f"/v1/submissions/{rejected}").get_json()["state"] == "rejected"


@pytest.mark.parametrize("text", [FRIENDLY, WITH_NIK])
def test_only_what_was_rejected_is_appealed_against(
    client: FlaskClient, moderation: Moderation, text: str
) -> None:
    answer = client.post(_path(_sent(client, moderation, text)), json=_body())
    assert_problem(answer, 409)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/statement"),
        ({"statement": ""}, "/statement"),
        ({"statement": "  \n"}, "/statement"),
        ({"statement": "a" * 2001}, "/statement"),
        ({"statement": 7}, "/statement"),
        ({"statement": "x", "contact_ref": "a\nb"}, "/contact_ref"),
        ({"statement": "x", "reason": "y"}, "/reason"),
    ],
)
def test_a_bad_appeal_is_told_where(
    client: FlaskClient, rejected: str, body: dict[str, object], pointer: str
) -> None:
    answer = client.post(_path(rejected), json=body)
    assert answer.status_code == 422
    assert answer.get_json()["pointer"] == pointer


def test_another_sources_rejection_is_not_found(client_for: ClientFor, rejected: str) -> None:
    assert_problem(client_for("portal").post(_path(rejected), json=_body()), 404)


def test_the_scope_to_appeal_is_needed(client_for: ClientFor, rejected: str) -> None:
    keyless = client_for(scopes=DEFAULT_SCOPES - {Scope.APPEAL})
    assert_problem(keyless.post(_path(rejected), json=_body()), 403)


@pytest.fixture(autouse=True)
def _nothing_waits(moderation: Moderation) -> Iterator[None]:
    """Screen what other tests of this module left."""
    yield
    while screen_next(moderation, "test"):
        pass

"""What the OpenAPI document says is what the API does."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.moderation.http.bodies import JSON
from services.moderation.wiring import Moderation
from services.moderation.workflow.screen import screen_next
from tests.integration.http.conftest import ClientFor
from tests.support.documented import ComparedClient, Comparison, operations

SUBMISSIONS = "/v1/submissions"
ABUSE = "Dasar anjing goblok bangsat kau!"
POST = {"text": "Selamat pagi, semua!", "channels": ["site"]}
SOURCE = "terdokumentasi"


@pytest.fixture
def ask(client_for: ClientFor, comparison: Comparison) -> ComparedClient:
    return ComparedClient(client_for(source=SOURCE), comparison)


def _screen_all(moderation: Moderation) -> None:
    while screen_next(moderation, "test"):
        pass


def _go_through_a_life(ask: ComparedClient, moderation: Moderation) -> None:
    """Send, repeat, edit, approve, recall and withdraw a post; reject another and appeal."""
    key = {"Idempotency-Key": "kiriman-1"}
    first = ask("POST", SUBMISSIONS, json=POST, headers=key)
    ask("POST", SUBMISSIONS, json=POST, headers=key)
    ask("POST", SUBMISSIONS, json=POST | {"text": "Lain."}, headers=key)
    place = first.headers["Location"]
    ask("GET", place)
    ask("GET", place, headers={"If-None-Match": first.headers["ETag"]})
    ask("PUT", place, json=POST)
    ask("PUT", place, json=POST | {"text": "Lain."}, headers={"If-Match": '"0"'})
    ask("PUT", place, json=POST | {"text": "Terima kasih banyak, semua!"})
    ask("POST", f"{place}/recall", json={"reason": "Belum terbit."})
    rejected = ask("POST", SUBMISSIONS, json=POST | {"text": ABUSE}).headers["Location"]
    _screen_all(moderation)
    ask("GET", place)
    ask("GET", f"{place}/statement")
    ask("POST", f"{place}/recall", json={"reason": "Diminta penulis."})
    ask("POST", f"{place}/withdraw")
    ask("GET", rejected)
    ask("GET", f"{rejected}/statement")
    for statement in ("Itu kutipan.", "Itu kutipan.", "Bukan begitu."):
        ask("POST", f"{rejected}/appeal", json={"statement": statement})
    ask("POST", f"{ask('POST', SUBMISSIONS, json=POST).headers['Location']}/withdraw")


def _ask_the_rest(ask: ComparedClient) -> None:
    ask("POST", f"{SUBMISSIONS}/batch", json={"items": [POST, {"text": "x"}]})
    ask("GET", f"{SUBMISSIONS}?limit=2")
    ask("GET", f"{SUBMISSIONS}?limit=0")
    ask("POST", SUBMISSIONS, json={})
    ask("POST", SUBMISSIONS, data="{", content_type=JSON)
    ask("POST", SUBMISSIONS, data="{}", content_type="text/plain")
    ask("POST", "/v1/screen", json={"items": [{"text": ABUSE}]})
    ask("GET", f"{SUBMISSIONS}/00000000-0000-4000-8000-000000000000")
    ask("GET", "/healthz")
    ask("GET", "/readyz")
    for path, body in (
        ("/v1/moderations", {"input": ABUSE}),
        ("/v1/moderations", {"input": 1}),
        ("/v1alpha1/comments:analyze", {"comment": {"text": ABUSE}, "requestedAttributes": {}}),
        ("/v1alpha1/comments:suggestscore", {"comment": {"text": ABUSE}, "attributeScores": {}}),
    ):
        ask("POST", path, json=body)


def test_every_answer_is_as_documented(
    ask: ComparedClient, comparison: Comparison, moderation: Moderation, document: dict[str, Any]
) -> None:
    _go_through_a_life(ask, moderation)
    _ask_the_rest(ask)
    assert comparison.differences == []
    assert {name for name, _ in comparison.seen} == set(operations(document))
    assert {
        ("send_submission", "200"),
        ("send_submission", "202"),
        ("send_submission", "422"),
        ("read_submission", "304"),
        ("edit_submission", "200"),
        ("edit_submission", "202"),
        ("edit_submission", "412"),
        ("recall_submission", "202"),
        ("recall_submission", "409"),
        ("withdraw_submission", "200"),
        ("withdraw_submission", "202"),
        ("appeal_rejection", "200"),
        ("appeal_rejection", "202"),
        ("appeal_rejection", "409"),
        ("read_statement", "200"),
        ("read_statement", "404"),
    } <= comparison.seen


def test_every_operation_says_who_may_call_it_and_how_it_fails(document: dict[str, Any]) -> None:
    for name, operation in operations(document).items():
        responses = operation["responses"]
        assert operation["summary"], name
        assert operation["description"], name
        assert {"500"} <= set(responses), name
        assert all("X-Request-Id" in response["headers"] for response in responses.values()), name
        if operation["security"]:
            (scope,) = operation["security"][0]["apiKey"]
            assert f"`{scope}`" in operation["description"]
            assert {"401", "403", "429"} <= set(responses), name
            assert "WWW-Authenticate" in responses["401"]["headers"]
            assert "Retry-After" in responses["429"]["headers"]


def test_a_path_is_documented_with_all_its_methods(document: dict[str, Any]) -> None:
    """Also where two groups of endpoints share it."""
    assert set(document["paths"]["/v1/submissions/{submission_id}"]) == {"get", "put"}


def test_the_document_is_open_to_anybody(client: FlaskClient, app: Flask) -> None:
    anybody = app.test_client().get("/openapi.json")
    assert (anybody.status_code, anybody.get_json()) == (200, client.get("/openapi.json").json)

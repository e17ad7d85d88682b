"""How comments:analyze fails: in Google's shape, with the original's words, and never low."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.moderation.http.dropin.perspective_answers import GoogleErrorAnswer
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import Scope
from tests.integration.http.conftest import ClientFor
from tests.integration.http.dropin import (
    ABUSIVE,
    ANALYZE,
    FRIENDLY,
    all_places_taken,
    asked,
    without_checker,
)
from tests.integration.http.problems import CANARY

GERMAN = "Die Straße vor dem Markt ist jetzt endlich wieder in Ordnung, vielen Dank dafür."


@pytest.mark.parametrize(
    ("text", "languages", "status"),
    [
        (FRIENDLY, None, 200),
        (FRIENDLY, ["de"], 400),  # The client's word counts.
        (FRIENDLY, ["de", "en-GB"], 200),
        (FRIENDLY, ["jw"], 200),
        (GERMAN, None, 400),
        (GERMAN, ["en"], 200),
        ("ok", None, 200),  # Too short to tell: judged as Indonesian.
    ],
)
def test_a_language_that_no_checker_was_made_for_gets_an_error_and_no_score(
    client: FlaskClient, text: str, languages: list[str] | None, status: int
) -> None:
    answer = client.post(ANALYZE, json=asked(text, languages=languages))
    assert answer.status_code == status
    if status == 400:
        error = answer.get_json()["error"]
        start = "Attribute TOXICITY does not support request languages: de"
        assert error["message"].startswith(start)
        assert error["details"][0]["errorType"] == "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"


@pytest.mark.parametrize(
    ("body", "message", "error_type"),
    [
        (asked(""), "Comment must be non-empty.", "COMMENT_EMPTY"),
        (asked(" \u200b\n"), "Comment must be non-empty.", "COMMENT_EMPTY"),
        (asked("a" * 20_001), "Comment text too long.", "COMMENT_TOO_LONG"),
        (
            {"comment": {"text": FRIENDLY}},
            "Missing requested_attributes.",
            "NO_REQUESTED_ATTRIBUTES",
        ),
        (
            asked(FRIENDLY, requestedAttributes={}),
            "Missing requested_attributes.",
            "NO_REQUESTED_ATTRIBUTES",
        ),
        (
            asked(FRIENDLY, requestedAttributes={f"{CANARY} {CANARY}": {}}),
            "Unknown requested attribute.",
            "INVALID_REQUEST",
        ),
        ({"requestedAttributes": {"TOXICITY": {}}}, "comment: Add this field", "INVALID_REQUEST"),
        (asked(FRIENDLY, bogus=CANARY), "bogus: Remove this field", "INVALID_REQUEST"),
        (asked(FRIENDLY, languages=[CANARY]), "languages[0]: ", "INVALID_REQUEST"),
        (
            asked(FRIENDLY, comment={"text": FRIENDLY, "type": "HTML"}),
            "comment.type: Send one of: 'PLAIN_TEXT'",
            "INVALID_REQUEST",
        ),
        (
            asked(FRIENDLY, requestedAttributes={"TOXICITY": {"scoreThreshold": 2}}),
            "requestedAttributes.TOXICITY.scoreThreshold: Send a number of at most 1",
            "INVALID_REQUEST",
        ),
    ],
)
def test_a_request_that_cannot_be_accepted_is_told_why_in_googles_shape(
    client: FlaskClient, body: object, message: str, error_type: str
) -> None:
    answer = client.post(ANALYZE, json=body)
    error = _error(answer.get_json(), 400, "INVALID_ARGUMENT")
    assert answer.status_code == 400
    assert error["message"].startswith(message)
    assert error["details"][0]["errorType"] == error_type
    assert CANARY not in answer.text


def _error(body: dict[str, Any], code: int, status: str) -> dict[str, Any]:
    GoogleErrorAnswer.model_validate(body)
    assert set(body) == {"error"}
    error: dict[str, Any] = body["error"]
    assert (error["code"], error["status"]) == (code, status)
    assert error["message"]
    return error


def test_every_failure_has_googles_shape(
    app: Flask, client_for: ClientFor, client: FlaskClient
) -> None:
    other = client_for(scopes=frozenset({Scope.READ}))
    good = asked(FRIENDLY)
    answers = [
        (app.test_client().post(ANALYZE, json=good), 401, "UNAUTHENTICATED"),
        (app.test_client().post(f"{ANALYZE}?key=srg_x", json=good), 401, "UNAUTHENTICATED"),
        (other.post(ANALYZE, json=good), 403, "PERMISSION_DENIED"),
        (client.post("/v1alpha1/comments:nothing", json=good), 404, "NOT_FOUND"),
        (client.get(ANALYZE), 405, "UNIMPLEMENTED"),
        (client.post(ANALYZE, data=b"{"), 400, "INVALID_ARGUMENT"),
        (client.post(ANALYZE, data={"form": "x"}), 400, "INVALID_ARGUMENT"),
        (client.post(ANALYZE, json=[]), 400, "INVALID_ARGUMENT"),
        (client.post(ANALYZE, data=b" " * 1_048_577), 413, "INVALID_ARGUMENT"),
        (client.get("/$discovery/rest?version=v9"), 404, "NOT_FOUND"),
    ]
    for answer, code, status in answers:
        assert answer.status_code == code
        _error(answer.get_json(), code, status)
    with all_places_taken(client):
        answer = client.post(ANALYZE, json=good)
    assert int(answer.headers["Retry-After"]) >= 1
    _error(answer.get_json(), 503, "UNAVAILABLE")
    assert client.post(ANALYZE, json=good).status_code == 200


def test_a_missing_score_is_an_error_and_never_a_low_score(moderation: Moderation) -> None:
    with without_checker(moderation) as client:
        answer = client.post(ANALYZE, json=asked(ABUSIVE, spanAnnotations=True))
    assert answer.status_code == 503
    assert "attributeScores" not in answer.get_json()
    _error(answer.get_json(), 503, "UNAVAILABLE")

"""Health, readiness, metrics, the OpenAPI document, and what goes with every answer."""

import re
from dataclasses import replace
from ipaddress import ip_network

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from services.moderation.app import build_app
from services.moderation.http.outgoing import HealthAnswer, ReadinessAnswer
from services.moderation.settings import ModerationSettings
from services.moderation.wiring import Moderation, open_moderation
from services.moderation.workflow.access import Scope
from tests.integration.http.conftest import Events

METHODS = {"get", "post", "put", "delete", "patch"}


def test_a_live_and_ready_service_says_so_to_anybody(app: Flask) -> None:
    client = app.test_client()
    health, ready = client.get("/healthz"), client.get("/readyz")
    assert (health.status_code, ready.status_code) == (200, 200)
    assert HealthAnswer.model_validate(health.get_json()).status == "ok"
    assert ReadinessAnswer.model_validate(ready.get_json()).faults == []


def test_the_root_leads_to_the_console(app: Flask) -> None:
    answer = app.test_client().get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/console/")


def test_requests_are_counted_by_endpoint_and_class_of_status(app: Flask) -> None:
    client = app.test_client()
    client.get("/v1/submissions")
    text = client.get("/metrics").text
    assert re.search(
        r'saring_http_request_seconds_count\{endpoint="submissions\.read_submissions",status="4xx"\}',
        text,
    )


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("::ffff:127.0.0.1", {}, 200),
        ("203.0.113.9", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, 403),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.9"}, 403),
    ],
)
def test_metrics_are_for_this_host_only(
    app: Flask,
    address: str,
    headers: dict[str, str],
    status: int,
) -> None:
    """A proxy on this host must not show them to everybody."""
    answer = app.test_client().get(
        "/metrics",
        headers=headers,
        environ_overrides={"REMOTE_ADDR": address},
    )
    assert answer.status_code == status


def test_networks_that_settings_allow_may_read_the_metrics(moderation: Moderation) -> None:
    allowed = {"metrics_allow": (ip_network("203.0.113.0/24"),)}
    settings = moderation.settings.model_copy(update=allowed)
    client = build_app(replace(moderation, settings=settings)).test_client()
    for address, status in (("203.0.113.9", 200), ("198.51.100.9", 403)):
        answer = client.get("/metrics", environ_overrides={"REMOTE_ADDR": address})
        assert answer.status_code == status


def test_the_openapi_document_is_valid_and_says_it_is_3_1(app: Flask) -> None:
    document = app.test_client().get("/openapi.json").get_json()
    assert document["openapi"] == "3.1.0"
    validate(document)


def test_the_openapi_document_names_the_scope_and_the_problems_of_each_operation(
    app: Flask,
) -> None:
    document = app.test_client().get("/openapi.json").get_json()
    operations = {
        operation["operationId"]: operation
        for path in document["paths"].values()
        for method, operation in path.items()
        if method in METHODS
    }
    scopes = {name: operation["security"] for name, operation in operations.items()}
    drop_in = [{"apiKey": [Scope.SCREEN]}, {"apiKeyInQuery": [Scope.SCREEN]}]
    assert scopes == {
        "send_submission": [{"apiKey": [Scope.SUBMIT]}],
        "read_submission": [{"apiKey": [Scope.READ]}],
        "appeal_rejection": [{"apiKey": [Scope.APPEAL]}],
        "read_statement": [{"apiKey": [Scope.READ]}],
        "read_submissions": [{"apiKey": [Scope.READ]}],
        "send_batch": [{"apiKey": [Scope.SUBMIT]}],
        "edit_submission": [{"apiKey": [Scope.SUBMIT]}],
        "withdraw_submission": [{"apiKey": [Scope.SUBMIT]}],
        "recall_submission": [{"apiKey": [Scope.RECALL]}],
        "screen_texts": [{"apiKey": [Scope.SCREEN]}],
        "analyze_comment": drop_in,
        "suggest_comment_score": drop_in,
        "moderate_texts": drop_in,
        "health": [],
        "readiness": [],
    }
    statuses = {name: set(operation["responses"]) for name, operation in operations.items()}
    assert {"200", "202", "400", "401", "403", "409", "413", "415", "422"} <= statuses[
        "send_submission"
    ]
    assert "422" not in statuses["read_submission"]
    assert "404" in statuses["read_submission"]


def test_what_the_openapi_document_offers_as_an_example_is_accepted(client: FlaskClient) -> None:
    schemas = client.get("/openapi.json").get_json()["components"]["schemas"]
    sent = client.post("/v1/submissions", json=schemas["SubmitBody"]["example"])
    assert sent.status_code == 202
    screened = client.post("/v1/screen", json=schemas["ScreenBody"]["example"])
    assert screened.status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/v1/submissions", "/nowhere", "/openapi.json", "/"])
def test_every_answer_carries_security_headers_and_a_request_id(
    client: FlaskClient,
    path: str,
) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Request-Id"]


def test_the_consoles_own_policy_is_left_as_it_is(app: Flask) -> None:
    policy = app.test_client().get("/console/sign-in").headers["Content-Security-Policy"]
    assert "style-src 'self'" in policy


def test_a_request_id_is_taken_over_and_goes_with_the_submission(client: FlaskClient) -> None:
    answer = client.post(
        "/v1/submissions",
        json={"text": "Selamat pagi.", "channels": ["site"]},
        headers={"X-Request-Id": "app-7.1_A"},
    )
    assert answer.headers["X-Request-Id"] == "app-7.1_A"


@pytest.mark.parametrize("offered", ["a b", "a" * 65, "é", "<script>", ""])
def test_a_request_id_of_another_shape_is_replaced(client: FlaskClient, offered: str) -> None:
    made = client.get("/healthz", headers={"X-Request-Id": offered}).headers["X-Request-Id"]
    assert re.fullmatch(r"[0-9a-f-]{36}", made)


def test_a_request_leaves_one_log_event_without_a_word_of_what_was_sent(
    client: FlaskClient,
    events: Events,
) -> None:
    client.post(
        "/v1/submissions?rahasia=1",
        json={"text": "Pak Budi pencuri.", "channels": ["site"], "salah": "Budi"},
        headers={"X-Request-Id": "app-8"},
    )
    (event,) = events
    assert event["event"] == "http_request"
    assert (event["method"], event["endpoint"]) == ("POST", "submissions.send_submission")
    assert (event["status"], event["request_id"]) == (422, "app-8")
    assert "Budi" not in str(events)
    assert "rahasia" not in str(events)


def test_the_service_starts_from_settings_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = ModerationSettings(data_dir=tmp_path_factory.mktemp("data"))
    opened = open_moderation(settings)
    assert opened.settings == settings
    opened.close()

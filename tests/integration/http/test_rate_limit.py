"""The rate limit of a key: what is told, and how a refusal is written."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from services.moderation.app import build_app
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import Scope, create_key, list_keys
from tests.integration.http.conftest import Counts, LimitedClient
from tests.integration.http.limits import is_refused, left_of
from tests.integration.http.problems import assert_problem
from tests.support.documented import Comparison
from tests.support.metrics import read_metric
from tests.support.set_clock import NOON, SetClock

SUBMISSIONS = "/v1/submissions"
POST = {"text": "Selamat pagi, semua!", "channels": ["site"]}
TEXT = {"text": "Selamat pagi, semua!"}


@pytest.fixture(autouse=True)
def clock(moderation: Moderation, monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Let no minute end in the middle of a test."""
    return SetClock(moderation.database, monkeypatch)


def test_every_answer_tells_the_limit_and_what_is_left(limited_client: LimitedClient) -> None:
    client = limited_client(5)
    answers = [
        client.get(SUBMISSIONS),
        client.get(f"{SUBMISSIONS}?limit=0"),
        client.post(SUBMISSIONS, json=POST),
        client.post(SUBMISSIONS, data=b"{"),
    ]
    assert [left_of(answer) for answer in answers] == [4, 3, 2, 1]
    assert {answer.headers["RateLimit-Policy"] for answer in answers} == {'"per-minute";q=5;w=60'}


def test_beyond_the_limit_a_problem_says_when_to_try_again(
    limited_client: LimitedClient, app: Flask, stored: Callable[[], Counts]
) -> None:
    client = limited_client(1)
    assert client.post(SUBMISSIONS, json=POST).status_code == 202
    before = stored()
    answer = client.post(SUBMISSIONS, data=b"{")  # Its body is not even read.
    assert_problem(answer, 429)
    assert is_refused(answer)
    assert answer.get_json()["type"] == "urn:saring:problem:rate-limited"
    assert "Retry-After" in answer.get_json()["detail"]
    assert "Retry-After" in answer.get_json()["detail_id"]
    assert left_of(answer) == 0
    assert stored() == before
    document = app.test_client().get("/openapi.json").get_json()
    comparison = Comparison(document, app.url_map.bind("localhost"))
    comparison.compare("POST", answer)
    assert comparison.differences == []


def test_the_drop_in_endpoints_refuse_in_their_own_shapes(limited_client: LimitedClient) -> None:
    client = limited_client(2)
    analyze = {"comment": TEXT, "requestedAttributes": {"TOXICITY": {}}}
    assert client.post("/v1alpha1/comments:analyze", json=analyze).status_code == 200
    assert client.post("/v1/moderations", json={"input": TEXT["text"]}).status_code == 200
    google = client.post("/v1alpha1/comments:analyze", json=analyze)
    openai = client.post("/v1/moderations", json={"input": TEXT["text"]})
    assert is_refused(google)
    assert is_refused(openai)
    assert google.get_json()["error"]["status"] == "RESOURCE_EXHAUSTED"
    assert openai.get_json()["error"]["code"] == "rate_limit_exceeded"
    assert (left_of(google), left_of(openai)) == (0, 0)


def test_what_the_key_may_not_do_costs_as_well(limited_client: LimitedClient) -> None:
    client = limited_client(1, frozenset({Scope.READ}))
    assert client.post(SUBMISSIONS, json=POST).status_code == 403
    assert is_refused(client.get(SUBMISSIONS))


def test_a_key_without_a_limit_of_its_own_has_the_installations(moderation: Moderation) -> None:
    settings = moderation.settings.model_copy(update={"rate_limit": 3})
    client = build_app(replace(moderation, settings=settings)).test_client()
    tokens = [create_key(moderation.database, "umum", rate_limit=limit) for limit in (None, 7)]
    policies = [
        client.get(SUBMISSIONS, headers={"Authorization": f"Bearer {token}"}).headers
        for token in tokens
    ]
    assert [one["RateLimit-Policy"] for one in policies] == [
        '"per-minute";q=3;w=60',
        '"per-minute";q=7;w=60',
    ]


def test_what_needs_no_key_has_no_limit(app: Flask) -> None:
    client = app.test_client()
    for path in ("/healthz", "/openapi.json", "/docs", "/console/sign-in", SUBMISSIONS):
        assert not {"RateLimit", "RateLimit-Policy"} & set(client.get(path).headers.keys())


def test_refusals_are_counted_by_reason(limited_client: LimitedClient, app: Flask) -> None:
    reasons = ("key", "scope", "rate")

    def counted() -> list[float]:
        page = app.test_client().get("/metrics").text
        name = "saring_requests_refused_total"
        return [read_metric(page, name, {"reason": reason}) for reason in reasons]

    before = counted()
    app.test_client().get(SUBMISSIONS)
    client = limited_client(1, frozenset({Scope.READ}))
    client.post(SUBMISSIONS, json=POST)
    client.get(SUBMISSIONS)
    assert counted() == [count + 1 for count in before]


def test_a_request_with_a_key_shows_in_the_list_of_keys(
    limited_client: LimitedClient, moderation: Moderation
) -> None:
    client = limited_client(5)
    assert list_keys(moderation.database)[-1].last_used_at is None
    client.get(SUBMISSIONS)
    assert list_keys(moderation.database)[-1].last_used_at == NOON

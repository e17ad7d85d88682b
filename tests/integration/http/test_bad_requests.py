"""Bad queries, bad texts to screen, addresses that lead nowhere."""

import pytest
from flask.testing import FlaskClient

from tests.integration.http.problems import CANARY, assert_problem

SUBMISSIONS = "/v1/submissions"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=banyak", "limit"),
        ("state=terbit", "state"),
        (f"cursor={CANARY}", "cursor"),
        ("colour=red", "colour"),
    ],
)
def test_a_bad_query_is_answered_with_422_and_its_parameter(
    client: FlaskClient,
    query: str,
    parameter: str,
) -> None:
    assert_problem(client.get(f"{SUBMISSIONS}?{query}"), 422, parameter=parameter)


SCREEN = {
    "no items": ({"items": []}, "/items"),
    "101 items": ({"items": [{"text": "a"}] * 101}, "/items"),
    "items of another type": ({"items": "halo"}, "/items"),
    "a blank text": ({"items": [{"text": "a"}, {"text": " "}]}, "/items/1/text"),
    "no text": ({"items": [{"id": "1"}]}, "/items/0/text"),
    "a number for an id": ({"items": [{"id": 1, "text": "a"}]}, "/items/0/id"),
    "NUL": ({"items": [{"text": "a\0"}]}, "/items/0/text"),
    "an unknown field": ({"items": [{"text": "a"}], "channels": ["site"]}, "/channels"),
}


@pytest.mark.parametrize(("body", "pointer"), SCREEN.values(), ids=SCREEN)
def test_what_cannot_be_screened_is_answered_with_422_and_its_place(
    client: FlaskClient,
    body: dict[str, object],
    pointer: str,
) -> None:
    assert_problem(client.post("/v1/screen", json=body), 422, pointer=pointer)


def test_unknown_paths_and_malformed_ids_are_not_found(client: FlaskClient) -> None:
    assert_problem(client.get("/v2/submissions"), 404)
    assert_problem(client.get(f"{SUBMISSIONS}/1"), 404)
    assert_problem(client.get(f"{SUBMISSIONS}/%00"), 404)


def test_another_method_is_answered_with_405_and_what_is_allowed(client: FlaskClient) -> None:
    answer = client.delete(SUBMISSIONS)
    assert_problem(answer, 405)
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))

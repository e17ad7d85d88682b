"""What every problem must hold."""

from werkzeug.test import TestResponse

CANARY = "Rahasia0812"
"""Stands in every bad value that could be repeated; no answer may."""


def assert_problem(answer: TestResponse, status: int, **place: str) -> None:
    """Check that an answer is a problem with this status and place, and repeats no word."""
    body = answer.get_json()
    assert answer.status_code == status, body
    assert answer.content_type == "application/problem+json"
    assert body["status"] == status
    assert body["type"].startswith("urn:saring:problem:")
    assert body["title"]
    assert body["detail"].endswith(".")
    assert body["request_id"] == answer.headers["X-Request-Id"]
    assert {key: body[key] for key in ("pointer", "parameter") if key in body} == place
    assert CANARY not in answer.text

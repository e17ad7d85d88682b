"""What every problem becomes in the two shapes, also those that are hard to provoke."""

import pytest

from services.moderation.http.dropin.moderations import openai_error
from services.moderation.http.dropin.perspective_problems import google_error
from services.moderation.http.problem import FieldError, Problem, Sentence, invalid_fields

TOO_MANY = Problem(
    429, "rate", "Too many.", Sentence("Wait.", "Tunggu."), headers={"Retry-After": "7"}
)
BROKEN = Problem(500, "internal", "It failed.", Sentence("Report it."))
WRONG = invalid_fields([FieldError(Sentence("Mend.", "Perbaiki."), pointer="/input/0/text")])


@pytest.mark.parametrize(
    ("problem", "code", "status"),
    [
        (TOO_MANY, 429, "RESOURCE_EXHAUSTED"),
        (BROKEN, 500, "INTERNAL"),
        (WRONG, 400, "INVALID_ARGUMENT"),
    ],
)
def test_googles_shape_has_the_code_twice_and_the_canonical_status(
    problem: Problem, code: int, status: str
) -> None:
    answer = google_error(problem, "r-1")
    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"], error["status"]) == (code, code, status)
    assert error["details"][-1]["requestId"] == "r-1"
    assert answer.headers.get("Retry-After") == problem.headers.get("Retry-After")


def test_googles_shape_names_the_field_and_speaks_indonesian_too() -> None:
    details = google_error(WRONG, None).get_json()["error"]["details"]
    assert details[1]["fieldViolations"] == [{"field": "input[0].text", "description": "Mend."}]
    assert (details[2]["locale"], details[2]["message"]) == ("id", "Perbaiki.")


@pytest.mark.parametrize(
    ("problem", "status", "kind", "code", "param"),
    [
        (TOO_MANY, 429, "invalid_request_error", "rate_limit_exceeded", None),
        (BROKEN, 500, "server_error", "internal", None),
        (WRONG, 400, "invalid_request_error", "invalid_fields", "input[0].text"),
    ],
)
def test_openais_shape_has_type_code_and_param(
    problem: Problem, status: int, kind: str, code: str, param: str | None
) -> None:
    answer = openai_error(problem, "r-1")
    error = answer.get_json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert answer.status_code == status
    assert (error["type"], error["code"], error["param"]) == (kind, code, param)
    assert answer.headers.get("Retry-After") == problem.headers.get("Retry-After")

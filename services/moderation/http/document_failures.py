"""How operations fail, as the OpenAPI document says it: each status with a problem as example."""

from typing import Any

from werkzeug.exceptions import RequestEntityTooLarge

from services.moderation.domain.errors import ChangedMeanwhileError
from services.moderation.http.bodies import JSON, NOT_JSON, WRONG_TYPE
from services.moderation.http.errors import Dialect, problem_of
from services.moderation.http.limits import RATE_LIMITED
from services.moderation.http.outgoing import ProblemAnswer
from services.moderation.http.problem import (
    BUSY,
    INTERNAL,
    MEDIA_TYPE,
    NO_KEY,
    UNAVAILABLE,
    FieldError,
    Problem,
    Sentence,
    invalid_fields,
    missing_scope,
)
from services.moderation.workflow.access import Scope
from services.moderation.workflow.change import no_submission

_REQUEST_ID = "0f6c1d9a-52d7-4f0e-8a43-6f3a5c1b2d90"
_REQUIRED = Sentence("Add this field; it is required.", "Tambahkan bidang ini; wajib diisi.")
_TOO_HIGH = Sentence("Send a number of at most 100.", "Kirim bilangan maksimal 100.")

_FAILED = {"500": INTERNAL}
_WITH_KEY = {"401": NO_KEY, "429": RATE_LIMITED}
_WITH_BODY = {
    "400": NOT_JSON,
    "413": problem_of(RequestEntityTooLarge()),
    "415": WRONG_TYPE,
    "422": invalid_fields((FieldError(_REQUIRED, pointer="/text"),)),
}
_WITH_QUERY = {"422": invalid_fields((FieldError(_TOO_HIGH, parameter="limit"),))}
_WITH_PATH = {"404": problem_of(no_submission())}
_DECLARED = {"412": problem_of(ChangedMeanwhileError())}
"""What a view declares by itself, with `problem_response`; others are in document_examples.json,
whose examples take the place of these.
"""

_DESCRIPTIONS = {
    "400": "The body is not acceptable JSON.",
    "401": "There is no valid API key.",
    "403": "The key may not do this: it lacks the scope, or belongs to another source.",
    "404": "There is no such thing, or it is another source's.",
    "413": "The body is over 1 MiB.",
    "415": "The body is not declared as JSON.",
    "422": "The request has fields that cannot be accepted; `pointer` or `parameter` says where.",
    "429": "The key has used up its rate limit, or the source its quota of the day.",
    "500": "The service failed. The request may have taken effect: repeat it as the guide says.",
    "503": "The service cannot serve this now. Try again after Retry-After seconds.",
}


def problem_response(description: str, problem: Problem | None = None) -> dict[str, Any]:
    """Return the documentation of an answer that is a problem."""
    media: dict[str, Any] = {
        "schema": {"$ref": f"#/components/schemas/{ProblemAnswer.__name__}"},
    }
    if problem is not None:
        media["examples"] = {problem.name: {"value": problem.as_json(_REQUEST_ID)}}
    return {"description": description, "content": {MEDIA_TYPE: media}}


def add_failures(operation: dict[str, Any], *, write: Dialect | None) -> None:
    """Add the failures that go with what an operation takes, in the order of their statuses.

    What the view declares stands. `write` is how an operation with errors in a shape of its own
    writes them: it has declared all that there are, and gets their examples.
    """
    responses = operation["responses"]
    if JSON in responses.get("422", {}).get("content", {}):
        del responses["422"]  # The library's own, in another shape and for every operation.
    if write is None:
        for status, problem in _failures(operation).items():
            responses.setdefault(status, problem_response(_DESCRIPTIONS[status], problem))
    examples = _failures(operation) | _DECLARED
    for status, response in responses.items():
        for media in response.get("content", {}).values():
            if "examples" not in media and status in examples:
                problem = examples[status]
                media["examples"] = {problem.name: {"value": _written(problem, write)}}
    operation["responses"] = dict(sorted(responses.items()))


def _written(problem: Problem, write: Dialect | None) -> Any:  # noqa: ANN401 - JSON
    return write(problem, _REQUEST_ID).get_json() if write else problem.as_json(_REQUEST_ID)


def _failures(operation: dict[str, Any]) -> dict[str, Problem]:
    places = {parameter["in"] for parameter in operation.get("parameters", ())}
    scopes = [Scope(scope) for key in operation["security"][:1] for (scope,) in key.values()]
    return (
        _FAILED
        | (_with_key(scopes[0]) if scopes else {})
        | (_WITH_PATH if "path" in places else {})
        | (_WITH_QUERY if "query" in places else {})
        | (_WITH_BODY if "requestBody" in operation else {})
    )


def _with_key(scope: Scope) -> dict[str, Problem]:
    away = BUSY if scope is Scope.SCREEN else UNAVAILABLE
    return _WITH_KEY | {"403": missing_scope(scope), "503": away}

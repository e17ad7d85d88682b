"""Errors as comments:analyze answers them: Google's shape, its codes, the original's words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from flask import Response, json

from services.moderation.domain.text import TEXT_MAX
from services.moderation.http.dropin.attributes import SCORE_OF
from services.moderation.http.dropin.wording import (
    indonesian_of,
    message_of,
    path_of,
    status_of,
)
from services.moderation.http.problem import Problem, Sentence
from services.moderation.screening.language import COVERED

JSON = "application/json"
_RPC = "type.googleapis.com/google.rpc"
_OWN = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"

# https://cloud.google.com/apis/design/errors; a method that is not allowed has no code of its own.
_CODES = {
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


class ErrorType(StrEnum):
    """What programs that used the original look for."""

    COMMENT_TOO_LONG = "COMMENT_TOO_LONG"
    COMMENT_EMPTY = "COMMENT_EMPTY"
    NO_REQUESTED_ATTRIBUTES = "NO_REQUESTED_ATTRIBUTES"
    LANGUAGE = "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"
    INVALID_REQUEST = "INVALID_REQUEST"


@dataclass(frozen=True, slots=True)
class AnalyzeProblem(Problem):
    """A problem that the original has a name for; its title begins with the original's message."""

    error_type: ErrorType = ErrorType.INVALID_REQUEST
    more: dict[str, Any] = field(default_factory=dict)


COMMENT_EMPTY = AnalyzeProblem(
    400,
    "comment-empty",
    "Comment must be non-empty.",
    Sentence(
        "Send text with at least one visible character.",
        "Kirim teks dengan sedikitnya satu karakter yang terlihat.",
    ),
    error_type=ErrorType.COMMENT_EMPTY,
)
COMMENT_TOO_LONG = AnalyzeProblem(
    400,
    "comment-too-long",
    "Comment text too long.",
    Sentence(
        f"Send at most {TEXT_MAX} characters.",
        f"Kirim paling banyak {TEXT_MAX} karakter.",
    ),
    error_type=ErrorType.COMMENT_TOO_LONG,
)
NO_ATTRIBUTES = AnalyzeProblem(
    400,
    "no-requested-attributes",
    "Missing requested_attributes.",
    Sentence(
        'Name at least one attribute, such as {"TOXICITY": {}}.',
        'Sebut sedikitnya satu atribut, misalnya {"TOXICITY": {}}.',
    ),
    error_type=ErrorType.NO_REQUESTED_ATTRIBUTES,
)


def unknown_attribute(name: str | None) -> AnalyzeProblem:
    """Return the problem of an attribute that we do not judge; None: its name is not repeated."""
    known = ", ".join(one for one in SCORE_OF if not one.endswith("_EXPERIMENTAL"))
    return AnalyzeProblem(
        400,
        "unknown-attribute",
        f"Unknown requested attribute: {name}." if name else "Unknown requested attribute.",
        Sentence(f"Request any of: {known}.", f"Minta salah satu dari: {known}."),
    )


def language_not_supported(
    attribute: str, languages: Sequence[str], detected: Sequence[str]
) -> AnalyzeProblem:
    """Return the problem of a comment in languages whose score would mean nothing."""
    named, known = ", ".join(languages), ", ".join(sorted(COVERED))
    return AnalyzeProblem(
        400,
        "language-not-supported",
        f"Attribute {attribute} does not support request languages: {named}.",
        Sentence(f"Languages that are judged: {known}.", f"Bahasa yang dinilai: {known}."),
        error_type=ErrorType.LANGUAGE,
        more={
            "languageNotSupportedByAttributeError": {
                "attribute": attribute,
                "requestedLanguages": list(languages),
                "detectedLanguages": list(detected),
            }
        },
    )


def google_error(problem: Problem, request_id: str | None) -> Response:
    """Return a problem in the shape of Google's APIs."""
    status = status_of(problem)
    error = {
        "code": status,
        "message": message_of(problem),
        "status": _CODES.get(status, "INVALID_ARGUMENT"),
        "details": list(_details(problem, status, request_id)),
    }
    return Response(json.dumps({"error": error}), status, problem.headers, mimetype=JSON)


def _details(problem: Problem, status: int, request_id: str | None) -> list[dict[str, Any]]:
    details: list[dict[str, Any]] = []
    if isinstance(problem, AnalyzeProblem):
        details.append({"@type": _OWN, "errorType": problem.error_type} | problem.more)
    elif status == HTTPStatus.BAD_REQUEST:
        details.append({"@type": _OWN, "errorType": ErrorType.INVALID_REQUEST})
    if problem.errors:
        places = [
            {"field": path_of(error.pointer or ""), "description": error.sentence.en}
            for error in problem.errors
        ]
        details.append({"@type": f"{_RPC}.BadRequest", "fieldViolations": places})
    if message := indonesian_of(problem):
        details.append({"@type": f"{_RPC}.LocalizedMessage", "locale": "id", "message": message})
    details.append({"@type": f"{_RPC}.RequestInfo", "requestId": request_id})
    return details

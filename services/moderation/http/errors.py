"""The one table from exceptions to HTTP answers."""

import math
from collections.abc import Callable, Mapping
from functools import singledispatch
from http import HTTPStatus

import structlog
from flask import Flask, Response, g, json, request
from pydantic import ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from services.moderation.domain.errors import (
    ChangedMeanwhileError,
    ConflictError,
    ExternalIdTakenError,
    InFlightError,
    InvalidFieldError,
    KeyReusedError,
    NotFoundError,
    QuotaError,
    StaleError,
)
from services.moderation.http.invalid import body_errors, query_errors
from services.moderation.http.problem import (
    INTERNAL,
    MEDIA_TYPE,
    UNAVAILABLE,
    FieldError,
    Problem,
    ProblemError,
    Sentence,
    invalid_fields,
)

Dialect = Callable[[Problem, str | None], Response]
"""Writes a problem, with the request's id, in the shape that some clients expect."""

DIALECTS = "saring_dialects"
"""Where the application keeps its dialects, by the beginnings of addresses."""

_ASK_AGAIN_SECONDS = 2

_log = structlog.get_logger()

_HTTP_SENTENCES = {
    404: ("not-found", Sentence("Check the address.", "Periksa alamatnya.")),
    405: (
        "method-not-allowed",
        Sentence("Use a method that Allow names.", "Gunakan metode yang disebut di Allow."),
    ),
    413: (
        "too-large",
        Sentence("Send a body of at most 1 MiB.", "Kirim isi paling besar 1 MiB."),
    ),
}
_UNREADABLE = (
    "bad-request",
    Sentence("Send a complete, well-formed request.", "Kirim permintaan yang lengkap dan benar."),
)


@singledispatch
def problem_of(error: Exception) -> Problem:
    """Return the problem that tells a client about `error`; what is not in the table is ours."""
    _log.error("http_request_failed", endpoint=request.endpoint, exc_info=error)
    return INTERNAL


@problem_of.register
def _(error: ProblemError) -> Problem:
    return error.problem


@problem_of.register
def _(error: ValidationError) -> Problem:
    # A GET carries no body, so what is wrong with it stands in the query string.
    return invalid_fields(query_errors(error) if request.method == "GET" else body_errors(error))


@problem_of.register
def _(error: InvalidFieldError) -> Problem:
    sentence = Sentence(error.detail, error.detail_id)
    if request.method == "GET":
        return invalid_fields((FieldError(sentence, parameter=error.pointer.lstrip("/")),))
    return invalid_fields((FieldError(sentence, pointer=error.pointer),))


@problem_of.register
def _(error: NotFoundError) -> Problem:
    sentence = Sentence(error.detail, error.detail_id)
    return Problem(404, "not-found", "There is no such thing here.", sentence)


@problem_of.register
def _(error: ConflictError) -> Problem:
    title = "The request does not fit the present state."
    return Problem(409, "conflict", title, Sentence(error.detail, error.detail_id))


@problem_of.register
def _(error: ExternalIdTakenError) -> Problem:
    title = "The external_id was used for other content."
    sentence = Sentence(error.detail, error.detail_id)
    return Problem(409, "conflict", title, sentence, submission=error.submission_id)


@problem_of.register
def _(error: StaleError) -> Problem:
    sentence = Sentence(error.detail, error.detail_id)
    return Problem(409, "stale", "Somebody else was first.", sentence)


@problem_of.register
def _(error: ChangedMeanwhileError) -> Problem:
    title = "The submission has changed meanwhile."
    sentence = Sentence(error.detail, error.detail_id)
    return Problem(412, "changed-meanwhile", title, sentence)


@problem_of.register
def _(error: KeyReusedError) -> Problem:
    title = "The Idempotency-Key was used for another request."
    sentence = Sentence(error.detail, error.detail_id)
    return Problem(422, "idempotency-key-reused", title, sentence)


@problem_of.register
def _(error: InFlightError) -> Problem:
    title = "The first request with this Idempotency-Key is being answered."
    # It may be answered long before the time that it has asked to wait for.
    seconds = min(max(1, math.ceil(error.left.total_seconds())), _ASK_AGAIN_SECONDS)
    return Problem(
        409,
        "request-in-flight",
        title,
        Sentence(error.detail, error.detail_id),
        headers={"Retry-After": str(seconds)},
    )


@problem_of.register
def _(error: QuotaError) -> Problem:
    return Problem(
        429,
        "quota-exceeded",
        "The source has used up its quota of the day.",
        Sentence(error.detail, error.detail_id),
        headers={"Retry-After": str(error.seconds)},
    )


@problem_of.register(OperationalError)
@problem_of.register(InterfaceError)
@problem_of.register(PoolTimeoutError)
@problem_of.register(TimeoutError)
def _(error: Exception) -> Problem:
    _log.error("http_database_unavailable", endpoint=request.endpoint, exc_info=error)
    return UNAVAILABLE


@problem_of.register
def _(error: HTTPException) -> Problem:
    status = error.code or 500
    name, sentence = _HTTP_SENTENCES.get(status, _UNREADABLE)
    headers = {key: value for key, value in error.get_headers() if key in {"Allow", "Retry-After"}}
    return Problem(status, name, f"{error.name}.", sentence, headers=headers)


def problem_details(problem: Problem, request_id: str | None) -> Response:
    """Return `application/problem+json`."""
    body = json.dumps(problem.as_json(request_id))
    return Response(body, problem.status, problem.headers, mimetype=MEDIA_TYPE)


def handle_errors(app: Flask, dialects: Mapping[str, Dialect]) -> None:
    """Answer every error that no blueprint answers itself.

    `dialects` says how problems are written at addresses that begin with one of its keys: by
    address, since a method that is not allowed leads to no endpoint. Others get problem details.
    """
    app.extensions[DIALECTS] = dialects

    def handle(error: Exception) -> Response | HTTPException:
        # A redirect, and an answer that somebody made before, are no problems.
        if isinstance(error, HTTPException) and (
            error.response is not None or (error.code or 500) < HTTPStatus.BAD_REQUEST
        ):
            return error
        path = request.path
        written = (dialects[start] for start in dialects if path.startswith(start))
        write = next(written, problem_details)
        return write(problem_of(error), g.get("request_id"))

    app.register_error_handler(HTTPException, handle)
    app.register_error_handler(Exception, handle)

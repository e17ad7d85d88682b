"""The one table from exceptions to HTTP answers."""

from functools import singledispatch
from http import HTTPStatus

import structlog
from flask import Flask, Response, g, json, request
from pydantic import ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from services.moderation.domain.errors import (
    ConflictError,
    InvalidFieldError,
    NotFoundError,
    StaleError,
)
from services.moderation.http.invalid import body_errors, query_errors
from services.moderation.http.problem import (
    MEDIA_TYPE,
    FieldError,
    Problem,
    ProblemError,
    Sentence,
    invalid_fields,
)

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
    return Problem(
        500,
        "internal",
        "The service failed.",
        Sentence(
            "Send the request again; if it fails again, report its request id.",
            "Kirim ulang permintaan; jika gagal lagi, laporkan id permintaannya.",
        ),
    )


@problem_of.register
def _(error: ProblemError) -> Problem:
    return error.problem


@problem_of.register
def _(error: ValidationError) -> Problem:
    # A GET carries no body, so what is wrong with it stands in the query string.
    return invalid_fields(query_errors(error) if request.method == "GET" else body_errors(error))


@problem_of.register
def _(error: InvalidFieldError) -> Problem:
    sentence = Sentence(error.detail)
    if request.method == "GET":
        return invalid_fields((FieldError(sentence, parameter=error.pointer.lstrip("/")),))
    return invalid_fields((FieldError(sentence, pointer=error.pointer),))


@problem_of.register
def _(error: NotFoundError) -> Problem:
    return Problem(404, "not-found", "There is no such thing here.", Sentence(error.detail))


@problem_of.register
def _(error: ConflictError) -> Problem:
    title = "The request does not fit the present state."
    return Problem(409, "conflict", title, Sentence(error.detail))


@problem_of.register
def _(error: StaleError) -> Problem:
    return Problem(409, "stale", "Somebody else was first.", Sentence(error.detail))


@problem_of.register(OperationalError)
@problem_of.register(InterfaceError)
@problem_of.register(PoolTimeoutError)
@problem_of.register(TimeoutError)
def _(error: Exception) -> Problem:
    _log.error("http_database_unavailable", endpoint=request.endpoint, exc_info=error)
    return Problem(
        503,
        "unavailable",
        "The database cannot be reached.",
        Sentence(
            "Send the request again after the seconds that Retry-After says.",
            "Kirim ulang permintaan setelah jumlah detik pada Retry-After.",
        ),
        headers={"Retry-After": "5"},
    )


@problem_of.register
def _(error: HTTPException) -> Problem:
    status = error.code or 500
    name, sentence = _HTTP_SENTENCES.get(status, _UNREADABLE)
    headers = {key: value for key, value in error.get_headers() if key in {"Allow", "Retry-After"}}
    return Problem(status, name, f"{error.name}.", sentence, headers=headers)


def answer(problem: Problem) -> Response:
    """Return `application/problem+json`."""
    body = json.dumps(problem.as_json(g.get("request_id")))
    return Response(body, problem.status, problem.headers, mimetype=MEDIA_TYPE)


def _handle(error: Exception) -> Response | HTTPException:
    # A redirect, and an answer that somebody made before, are no problems.
    if isinstance(error, HTTPException) and (
        error.response is not None or (error.code or 500) < HTTPStatus.BAD_REQUEST
    ):
        return error
    return answer(problem_of(error))


def handle_errors(app: Flask) -> None:
    """Answer every error that no blueprint answers itself."""
    app.register_error_handler(HTTPException, _handle)
    app.register_error_handler(Exception, _handle)

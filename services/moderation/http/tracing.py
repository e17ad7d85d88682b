"""What goes with every request: an id, one log event, a measurement, security headers."""

import re
import time
import uuid

import structlog
from flask import Flask, Response, g, request

from shared.metrics import HTTP_SECONDS

HEADER = "X-Request-Id"

_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_log = structlog.get_logger()


def trace_requests(app: Flask) -> None:
    """Trace each request of `app`, from before its routing to after its error."""
    app.before_request(_begin)
    app.after_request(_finish)
    app.after_request(_secure)
    app.teardown_request(_forget)


def request_id() -> str:
    """Return the id of the current request."""
    found: str = g.request_id
    return found


def _begin() -> None:
    offered = request.headers.get(HEADER, "")
    g.request_id = offered if _ACCEPTED.fullmatch(offered) else str(uuid.uuid4())
    g.began = time.perf_counter()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _finish(response: Response) -> Response:
    seconds = time.perf_counter() - g.began
    endpoint = request.endpoint or "none"
    response.headers[HEADER] = g.request_id
    status_class = f"{response.status_code // 100}xx"
    HTTP_SECONDS.labels(endpoint=endpoint, status=status_class).observe(seconds)
    _log.info(
        "http_request",
        method=request.method,
        endpoint=endpoint,
        status=response.status_code,
        milliseconds=round(seconds * 1000, 1),
    )
    return response


def _secure(response: Response) -> Response:
    """Add what a blueprint has not set for itself: for bodies that no browser should interpret."""
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cache-Control", "no-store")
    return response


def _forget(_error: BaseException | None) -> None:
    structlog.contextvars.unbind_contextvars("request_id")

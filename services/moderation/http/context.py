"""What the HTTP interface works with, kept in the Flask application."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from flask import Flask, current_app

from services.moderation.http.problem import BUSY, ProblemError
from services.moderation.screening.pipeline import Screener
from services.moderation.wiring import Moderation
from services.moderation.workflow.rate import RateLimiter

_EXTENSION = "saring_api"
_SCREENINGS_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Api:
    """The service, what counts requests, and places for requests that hold a thread for long."""

    moderation: Moderation
    limiter: RateLimiter
    waiting: BoundedSemaphore
    screening: BoundedSemaphore = field(
        default_factory=lambda: BoundedSemaphore(_SCREENINGS_AT_ONCE),
    )


def attach(app: Flask, moderation: Moderation, *, server_threads: int) -> None:
    """Give the application its service; half of the server's threads may wait for a decision."""
    app.extensions[_EXTENSION] = Api(
        moderation,
        RateLimiter(moderation.database),
        BoundedSemaphore(max(1, server_threads // 2)),
    )


def api() -> Api:
    """Return what the current application works with."""
    found: Api = current_app.extensions[_EXTENSION]
    return found


@contextmanager
def screening_place() -> Iterator[Screener]:
    """Hold a place for screening within the request. Raises ProblemError when all are taken."""
    places = api().screening
    if not places.acquire(blocking=False):
        raise ProblemError(BUSY)
    try:
        yield api().moderation.screener
    finally:
        places.release()

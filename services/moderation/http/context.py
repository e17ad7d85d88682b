"""What the HTTP interface works with, kept in the Flask application."""

from dataclasses import dataclass, field
from threading import BoundedSemaphore

from flask import Flask, current_app

from services.moderation.wiring import Moderation

_EXTENSION = "saring_api"
_SCREENINGS_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Api:
    """The service, and the places there are for requests that hold a thread for long."""

    moderation: Moderation
    waiting: BoundedSemaphore
    screening: BoundedSemaphore = field(
        default_factory=lambda: BoundedSemaphore(_SCREENINGS_AT_ONCE),
    )


def attach(app: Flask, moderation: Moderation, *, server_threads: int) -> None:
    """Give the application its service; half of the server's threads may wait for a decision."""
    app.extensions[_EXTENSION] = Api(moderation, BoundedSemaphore(max(1, server_threads // 2)))


def api() -> Api:
    """Return what the current application works with."""
    found: Api = current_app.extensions[_EXTENSION]
    return found

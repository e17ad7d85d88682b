"""`Prefer: wait=N` (RFC 7240): hold a request until the machine has decided."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import Field

from services.moderation.http.context import api
from services.moderation.http.fields import Parameters
from services.moderation.workflow.view import wait_decided

MAX_SECONDS = 30

_WAIT = re.compile(r"\s*wait\s*=\s*\"?(\d{1,6})\"?\s*(;.*)?", re.ASCII | re.IGNORECASE)


class PreferHeader(Parameters):
    """The header by which a client says that it would rather wait."""

    prefer: str | None = Field(
        default=None,
        alias="Prefer",
        description=f"`wait=N`: answer when decided, after at most N seconds (N ≤ {MAX_SECONDS}).",
    )


def wanted_seconds(prefer: str | None) -> int | None:
    """Return the seconds of the first `wait` preference, at most 30; None if there is none."""
    for preference in (prefer or "").split(","):
        if match := _WAIT.fullmatch(preference):
            return min(int(match[1]), MAX_SECONDS)
    return None


@contextmanager
def waiting_place(prefer: str | None) -> Iterator[int | None]:
    """Hold a place to wait, if the client prefers that and there is one; give the seconds.

    A request that waits holds one of the server's threads, so without a place it is answered at
    once: the client asks again later, as it would without the preference.
    """
    seconds = wanted_seconds(prefer)
    places = api().waiting
    if seconds is None or not places.acquire(blocking=False):
        yield None
        return
    try:
        yield seconds
    finally:
        places.release()


def wait(submission_id: str, seconds: int | None) -> dict[str, str]:
    """Wait for so long at the most; return the headers that say so."""
    if seconds is None:
        return {}
    wait_decided(api().moderation, submission_id, seconds=seconds)
    return {"Preference-Applied": f"wait={seconds}"}

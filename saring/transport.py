"""Requests to Saring: authenticated, bounded in time, and repeated where that is harmless."""

import json
from collections.abc import Mapping
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.connectionpool import ConnectionPool
from urllib3.exceptions import HTTPError, MaxRetryError
from urllib3.util import Retry

from saring.errors import RefusedError, UnreachableError

PATIENCE_SECONDS = 60
_TIMEOUT = Timeout(connect=5, read=60)  # A request may be held for 30 s by `Prefer: wait`.


class _Repeat(Retry):
    """Repeat what failed in passing; wait as long as Saring says, if that is not too long."""

    # 409 comes with Retry-After only while an earlier request of the same key is being answered.
    RETRY_AFTER_STATUS_CODES = frozenset({409, 429, 503})

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> "_Repeat":
        if response is not None and _pool is not None and url is not None:
            asked = self.get_retry_after(response)
            if asked is not None and asked > PATIENCE_SECONDS:
                raise MaxRetryError(_pool, url)  # Tomorrow's quota is not worth waiting for here.
        return super().increment(method, url, response, error, _pool, _stacktrace)


class _RepeatUnserved(_Repeat):
    """Repeat only what Saring has certainly not begun to serve."""

    RETRY_AFTER_STATUS_CODES = frozenset({429})


_REPEATED = _Repeat(
    total=5,
    status_forcelist=(502, 503, 504),
    allowed_methods=None,  # What may not be repeated is sent with the other policy.
    backoff_factor=0.5,
    backoff_jitter=0.5,
    backoff_max=10,
    raise_on_status=False,  # The last answer says more than that there were too many.
)
_NOT_ONCE_SENT = _RepeatUnserved(
    total=5, read=0, other=0, allowed_methods=None, backoff_factor=0.5, raise_on_status=False
)


class Transport:
    """Connections to one Saring, kept open, with one key; safe to share between threads."""

    def __init__(self, url: str, key: str) -> None:
        self._url = url.rstrip("/")
        self._pool = PoolManager(
            maxsize=10,
            timeout=_TIMEOUT,
            headers={"Authorization": f"Bearer {key}", "User-Agent": "saring-client"},
        )

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def send(  # noqa: PLR0913 - what a request is made of, by name
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        repeatable: bool = True,
    ) -> tuple[Any, Mapping[str, str]]:
        """Return the JSON and the headers of a success. Raises RefusedError, UnreachableError."""
        given = {name: value for name, value in (query or {}).items() if value is not None}
        url = f"{self._url}{path}" + (f"?{urlencode(given)}" if given else "")
        sent = {**self._pool.headers, **(headers or {})}
        if body is not None:
            sent["Content-Type"] = "application/json"
        try:
            response = self._pool.request(
                method,
                url,
                body=None if body is None else json.dumps(body).encode(),
                headers=sent,
                redirect=False,
                retries=_REPEATED if repeatable else _NOT_ONCE_SENT,
            )
        except HTTPError as error:
            message = f"{method} {path}: no answer ({type(error).__name__})"
            raise UnreachableError(message) from error
        return _read(response), response.headers


def _read(response: BaseHTTPResponse) -> Any:  # noqa: ANN401 - JSON, whose shape the caller knows
    success = 200 <= response.status < 300  # noqa: PLR2004 - the class of success
    try:
        found = json.loads(response.data)
    except ValueError:
        found = None
    if success and found is not None:
        return found
    after = response.headers.get("Retry-After", "")
    problem = found if isinstance(found, dict) else {"detail": "The answer is not Saring's."}
    raise RefusedError(response.status, problem, int(after) if after.isdecimal() else None)

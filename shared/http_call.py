"""One HTTP call to an office's own system: bounded in time and size, to a checked address.

No redirect is followed, no proxy of the environment is used, nothing is repeated here. TLS is
always verified; SSL_CERT_FILE names the certificates of an office's own authority.
"""

import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPException
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse
from urllib3.util import Retry

from shared.http_address import AddressRefusedError, port_of, resolve

_NETWORK = (OSError, HTTPError, HTTPException)


@dataclass(frozen=True, slots=True)
class CallLimits:
    """What a call may take: seconds to connect, seconds for all of it, bytes of the answer."""

    connect_seconds: float
    total_seconds: float
    answer_bytes: int


class CallFailure(StrEnum):
    """Why a call has no answer."""

    ADDRESS_REFUSED = "address_refused"
    NAME_NOT_RESOLVED = "name_not_resolved"
    CONNECT_FAILED = "connect_failed"
    TLS_FAILED = "tls_failed"
    TIMED_OUT = "timed_out"
    CONNECTION_LOST = "connection_lost"


class CallError(Exception):
    """There is no whole answer. If `sent`, the receiver may have acted all the same."""

    def __init__(self, failure: CallFailure, *, sent: bool = False) -> None:
        super().__init__(failure)
        self.failure = failure
        self.sent = sent


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """What came back; `body` is cut off at the limit."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cut_off: bool

    @property
    def succeeded(self) -> bool:
        """Whether the receiver took the request."""
        return 200 <= self.status < 300  # noqa: PLR2004 - the class of success

    @property
    def retry_after(self) -> float | None:
        """Seconds that the receiver asks to wait; None if it does not, or not readably."""
        written = self.headers.get("Retry-After")
        if written is None:
            return None
        try:
            return Retry().parse_retry_after(written)
        except (HTTPError, ValueError, OverflowError):
            return None


def post(url: str, *, body: bytes, headers: Mapping[str, str], limits: CallLimits) -> CallAnswer:
    """Send one POST over a connection of its own; `url` has passed `check_url`.

    Returns the answer whatever its status. Raises CallError.
    """
    where = urlsplit(url)
    ends = time.monotonic() + limits.total_seconds
    sent_headers = {"Host": where.netloc, "User-Agent": "Saring", "Connection": "close", **headers}
    target = f"{where.path or '/'}?{where.query}" if where.query else where.path or "/"
    with closing(_connected(where, limits, ends)) as connection, _cut_off(connection, ends):
        try:
            with suppress(BrokenPipeError):  # Who refuses a body unread may have answered already.
                connection.request(
                    "POST",
                    target,
                    body=body,
                    headers=sent_headers,
                    preload_content=False,
                    decode_content=False,
                )
            response = connection.getresponse()
            received = _read(response, limits.answer_bytes + 1)
        except _NETWORK as error:
            raise CallError(_lost(error, ends), sent=True) from None
    if time.monotonic() >= ends:
        # An answer that ends with its connection looks whole, also when it was cut off.
        raise CallError(CallFailure.TIMED_OUT, sent=True)
    kept = received[: limits.answer_bytes]
    return CallAnswer(response.status, response.headers, kept, cut_off=len(received) > len(kept))


def _read(response: HTTPResponse, most: int) -> bytes:
    """Return the body as it was sent, up to `most` bytes; raise if it ends too soon."""
    received = b""
    # Only a read that finds nothing more tells whether the body had its whole length.
    while piece := response.read(most - len(received), decode_content=False):
        received += piece
        if len(received) >= most:
            break
    return received


def _lost(error: Exception, ends: float) -> CallFailure:
    late = isinstance(error, TimeoutError) or time.monotonic() >= ends
    return CallFailure.TIMED_OUT if late else CallFailure.CONNECTION_LOST


def _connected(where: SplitResult, limits: CallLimits, ends: float) -> HTTPConnection:
    """Connect to the first of the host's addresses that answers.

    Each was checked just now, and it is the address itself that is connected to: a name that leads
    elsewhere a moment later changes nothing.
    """
    try:
        addresses = resolve(where.hostname or "", port_of(where))
    except AddressRefusedError:
        raise CallError(CallFailure.ADDRESS_REFUSED) from None
    except OSError:
        raise CallError(CallFailure.NAME_NOT_RESOLVED) from None
    failure = CallFailure.TIMED_OUT
    for address in addresses:
        left = ends - time.monotonic()
        if left <= 0:
            break
        # Half of what is left: TLS may take as long again as the connection under it.
        connection = _connection(where, address, seconds=min(limits.connect_seconds, left / 2))
        try:
            connection.connect()
        except _NETWORK as error:
            connection.close()
            tls = isinstance(error, ssl.SSLError)
            failure = CallFailure.TLS_FAILED if tls else CallFailure.CONNECT_FAILED
        else:
            if time.monotonic() < ends:
                return connection
            connection.close()  # Nothing is sent late: another may have taken over by then.
    raise CallError(failure)


def _connection(where: SplitResult, address: str, *, seconds: float) -> HTTPConnection:
    if where.scheme == "http":
        return HTTPConnection(address, port_of(where), timeout=seconds)
    return HTTPSConnection(
        address,
        port_of(where),
        timeout=seconds,
        ssl_context=ssl.create_default_context(),
        server_hostname=where.hostname,
    )


@contextmanager
def _cut_off(connection: HTTPConnection, ends: float) -> Iterator[None]:
    """Shut the connection down at the deadline: a socket's time-out begins anew with each byte."""
    sock = connection.sock
    left = max(ends - time.monotonic(), 0.0)

    def cut() -> None:
        with suppress(OSError):
            # Below TLS: the thread that reads sees the end of the stream.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = Timer(left, cut)
    timer.daemon = True
    timer.start()
    sock.settimeout(left + 1)  # From here on the timer bounds all steps together.
    try:
        yield
    finally:
        timer.cancel()

"""An office's own system that posts are sent to: it checks signatures, and can be made to fail."""

import json
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

SECRET = "whsec_" + "c2FyaW5n" * 4
OTHER_SECRET = "whsec_" + "bGFpbm5h" * 4


@dataclass(frozen=True, slots=True)
class Delivery:
    """One request as it arrived; `verified` if its signature and age were right."""

    id: str
    type: str
    data: Mapping[str, Any]
    body: bytes
    headers: Mapping[str, str]
    verified: bool


Respond = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How one request is met: `takes` says whether it is acted on before it is answered."""

    respond: Respond
    takes: bool


def answer(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    """Answer in full; act on the message if that is a success."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return Behaviour(respond, takes=status // 100 == 2)


def raw(data: bytes, *, takes: bool = True) -> Behaviour:
    """Act on the message, write these bytes and hang up."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(data)
        handler.close_connection = True
        handler.connection.shutdown(socket.SHUT_RDWR)

    return Behaviour(respond, takes=takes)


def wait_for_event(event: threading.Event, then: Behaviour) -> Behaviour:
    """Act on the message, and answer once `event` is set."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        event.wait(60)
        then.respond(handler)

    return Behaviour(respond, takes=then.takes)


DIES = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
"""Acts on the message, and ends in the middle of its answer."""


@dataclass
class Receiver:
    """Drops a message whose id it has acted on, and one that is older than what it knows.

    `next` holds how the next requests are met; after that each gets a plain 200.
    """

    url: str = ""
    deliveries: list[Delivery] = field(default_factory=list)
    standing: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    posted: list[str] = field(default_factory=list)
    next: deque[Behaviour] = field(default_factory=deque)
    _known: set[str] = field(default_factory=set)
    _seqs: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def meet(self, handler: BaseHTTPRequestHandler) -> None:
        """Take one request, and answer as planned."""
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        with self._lock:
            delivery = _read(body, dict(handler.headers.items()))
            self.deliveries.append(delivery)
            behaviour = self.next.popleft() if self.next else answer(200)
            if not delivery.verified:
                behaviour = answer(401)
            if behaviour.takes:
                self._act(delivery)
        behaviour.respond(handler)

    def ids(self, kind: str) -> list[str]:
        """Return the ids of the messages of a type, each as often as it came."""
        return [one.id for one in self.deliveries if one.type == kind]

    def _act(self, delivery: Delivery) -> None:
        submission, seq = delivery.data["submission"], delivery.data["seq"]
        if delivery.id in self._known or seq < self._seqs.get(submission, 0):
            return
        self._known.add(delivery.id)
        self._seqs[submission] = seq
        if delivery.type == "post.recall":
            self.standing.pop(submission, None)
            self.texts.pop(submission, None)
        elif delivery.data["revision"] >= self.standing.get(submission, 0):
            self.standing[submission] = delivery.data["revision"]
            self.texts[submission] = delivery.data["text"]
            self.posted.append(submission)


@contextmanager
def receiver(tls: SSLContext | None = None) -> Iterator[Receiver]:
    """Run a receiver on a free port of this machine."""
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            state.meet(self)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: a test looks at what arrived."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    state.url = f"{'https' if tls else 'http'}://localhost:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _read(body: bytes, headers: Mapping[str, str]) -> Delivery:
    try:
        Webhook(SECRET).verify(body, dict(headers))
    except WebhookVerificationError:
        verified = False
    else:
        verified = True
    message = json.loads(body)
    named = {name.lower(): value for name, value in headers.items()}
    return Delivery(named["webhook-id"], message["type"], message["data"], body, named, verified)

"""An internal app that is called back: it keeps what arrives, and answers as planned."""

import json
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from tests.support.receiver import Behaviour, answer


@dataclass(frozen=True, slots=True)
class Arrived:
    """One callback, byte for byte."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def message(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self.body)
        return message

    @property
    def type(self) -> str:
        return str(self.message["type"])

    def is_signed_by(self, secret: str) -> bool:
        """Return what the library of Standard Webhooks says of it."""
        try:
            Webhook(secret).verify(self.body, dict(self.headers))
        except WebhookVerificationError:
            return False
        return True


@dataclass
class CallbackReceiver:
    """`next` holds how the next callbacks are met; after that each gets a plain 204."""

    url: str = ""
    arrived: list[Arrived] = field(default_factory=list)
    next: deque[Behaviour] = field(default_factory=deque)
    always: Behaviour | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def meet(self, handler: BaseHTTPRequestHandler) -> None:
        """Keep one callback, and answer."""
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        with self._lock:
            self.arrived.append(Arrived(handler.path, headers, body))
            planned = self.next.popleft() if self.next else self.always
        (planned or answer(204)).respond(handler)

    def of(self, submission_id: str) -> list[Arrived]:
        """Return what arrived about one submission, in order."""
        return [one for one in self.arrived if one.message["data"].get("id") == submission_id]

    def types(self) -> list[str]:
        """Return the types of what arrived, in order."""
        return [one.type for one in self.arrived]


@contextmanager
def callback_receiver() -> Iterator[CallbackReceiver]:
    """Run a receiver on a free port of this machine."""
    state = CallbackReceiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            with suppress(ConnectionError):  # A caller that has hung up gets no answer.
                state.meet(self)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: a test looks at what arrived."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_port}/callbacks?of=saring"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

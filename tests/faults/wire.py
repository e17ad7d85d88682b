"""A wire between a process and the broker, which goes dead one way at a chosen moment."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

from tests.support.waiting import wait_for

_PROTOCOL_HEADER = b"AMQP"
_FRAME_HEAD = 7
_FRAME_OVERHEAD = 8
_CHUNK = 65536

ACKNOWLEDGEMENT = b"\x00\x3c\x00\x50"
"""How a frame's payload begins that confirms a message or a delivery: basic.ack."""


def publishing(exchange: str, routing_key: str) -> bytes:
    """Return how a frame's payload begins that sends a message: basic.publish."""
    names = b"".join(bytes([len(name)]) + name.encode() for name in (exchange, routing_key))
    return b"\x00\x3c\x00\x28\x00\x00" + names


class Way(StrEnum):
    """Which way nothing comes through any more."""

    TO_BROKER = "to the broker"
    FROM_BROKER = "from the broker"


@dataclass(slots=True)
class Cut:
    """What becomes of the first connection whose process sends a frame that begins with `at`.

    From that frame on, what goes `way` is swallowed; the connection stays open.
    """

    at: bytes
    way: Way
    said: bytearray = field(default_factory=bytearray)
    answered: bytearray = field(default_factory=bytearray)
    """What the process and the broker have sent since, heard by the other or not."""

    def wait_until_said(self, what: bytes) -> None:
        """Return once the process has sent this, in or after that frame."""
        wait_for(lambda: what in self.said, "the process sends it")

    def wait_until_answered(self, what: bytes) -> None:
        """Return once the broker has sent this, in answer to that frame or later."""
        wait_for(lambda: what in self.answered, "the broker answers")


class Wire(ThreadingTCPServer):
    """Forwards connections to the broker at `broker_url`; `url` is this end of it."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, broker_url: str) -> None:
        there = urlsplit(broker_url)
        super().__init__(("127.0.0.1", 0), _Connection)
        self.broker = (there.hostname or "", there.port or 0)
        place = there.netloc.rpartition("@")[0] + f"@127.0.0.1:{self.server_address[1]}"
        self.url = there._replace(netloc=place).geturl()
        self._armed: Cut | None = None
        self._lock = threading.Lock()
        threading.Thread(target=self.serve_forever, name="wire", daemon=True).start()

    @contextmanager
    def cut(self, *, at: bytes, way: Way) -> Iterator[Cut]:
        """Let the next connection that comes to it go dead; at the end none will any more."""
        self._armed = cut = Cut(at, way)
        try:
            yield cut
        finally:
            self._armed = None

    def take_cut(self, payload: bytes) -> Cut | None:
        """Return the cut that begins with this frame, to one connection only."""
        with self._lock:
            cut = self._armed
            if cut is None or not payload.startswith(cut.at):
                return None
            self._armed = None
            return cut

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: connections break in these tests."""


class _Connection(BaseRequestHandler):
    """One connection: frames are looked at on their way to the broker."""

    server: Wire
    _cut: Cut | None = None

    def handle(self) -> None:
        with socket.create_connection(self.server.broker) as broker:
            back = threading.Thread(target=self._carry_back, args=(broker,), daemon=True)
            back.start()
            with suppress(OSError):
                for frame in _frames(self.request):
                    self._carry(frame, broker)
            _end(broker)
            back.join()

    def _carry(self, frame: bytes, broker: socket.socket) -> None:
        if self._cut is None:
            self._cut = self.server.take_cut(frame[_FRAME_HEAD:])
        cut = self._cut
        if cut is None or cut.way is not Way.TO_BROKER:
            broker.sendall(frame)
        if cut is not None:
            cut.said += frame

    def _carry_back(self, broker: socket.socket) -> None:
        with suppress(OSError):
            while data := broker.recv(_CHUNK):
                cut = self._cut
                if cut is None or cut.way is not Way.FROM_BROKER:
                    self.request.sendall(data)
                if cut is not None:
                    cut.answered += data
        _end(self.request)


def _frames(source: socket.socket) -> Iterator[bytes]:
    """Yield AMQP 0-9-1's frames one by one, and before them the header of the protocol."""
    rest = b""
    while data := source.recv(_CHUNK):
        rest += data
        while length := _first_length(rest):
            yield rest[:length]
            rest = rest[length:]


def _first_length(data: bytes) -> int:
    """Return the length of the frame that `data` begins with; 0 if it is not whole yet."""
    if data.startswith(_PROTOCOL_HEADER):
        length = _FRAME_OVERHEAD  # As long as a frame without payload.
    elif len(data) < _FRAME_HEAD:
        return 0
    else:
        length = _FRAME_OVERHEAD + int.from_bytes(data[3:_FRAME_HEAD])
    return length if len(data) >= length else 0


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)

"""The HTTP server of a process."""

import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

import pytest
from flask import Flask, request

from shared.web_server import PortTakenError, Server

MEBIBYTE = 1024 * 1024


def _app() -> Flask:
    app = Flask(__name__)

    @app.get("/")
    def answer() -> str:
        return "x" * 8 * MEBIBYTE

    @app.post("/")
    def size() -> str:
        return str(len(request.get_data()))

    return app


@contextmanager
def _served() -> Iterator[HTTPConnection]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Server(_app(), "127.0.0.1", port, setting="SARING_PORT")
    thread = threading.Thread(target=server.run)
    thread.start()
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        yield connection
    finally:
        connection.close()
        server.stop()
        thread.join()


def test_neither_a_long_answer_nor_a_long_request_touches_a_temporary_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What people wrote would be left on the disk."""
    made: list[object] = []
    make = tempfile.TemporaryFile

    def note(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as the real one
        made.append(arguments)
        return make(*arguments, **options)

    monkeypatch.setattr(tempfile, "TemporaryFile", note)
    with _served() as connection:
        connection.request("GET", "/")
        assert len(connection.getresponse().read()) == 8 * MEBIBYTE
        connection.request("POST", "/", b"x" * 6 * MEBIBYTE)
        assert connection.getresponse().read() == str(6 * MEBIBYTE).encode()
    assert made == []


def test_a_request_beyond_all_measure_is_refused_unread() -> None:
    """Nobody fills the memory, or the disk, before they have shown a key."""
    with _served() as connection:
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", str(32 * MEBIBYTE))
        connection.endheaders()
        assert connection.getresponse().status == 413


@pytest.mark.parametrize("host", ["no-such-host.invalid", "192.0.2.1", "::1"])
def test_a_host_that_cannot_be_listened_on_is_named_as_such(host: str) -> None:
    """The port is not to blame."""
    with pytest.raises(PortTakenError, match=r"^SARING_HOST: "):
        Server(_app(), host, 8080, setting="SARING_PORT")

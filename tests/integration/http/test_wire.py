"""Behind a real server: bodies in chunks, lengths that lie."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask import Flask
from flask.testing import FlaskClient
from waitress.server import create_server

MIB = 1024 * 1024
PAD = b"a" * 65_536


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """Serve the application with waitress, as `saring up` does."""
    server = create_server(
        app,
        host="127.0.0.1",
        port=0,
        threads=2,
        clear_untrusted_proxy_headers=False,  # That a proxy stands before is what is looked for.
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    yield int(server.effective_port)
    # The loop's own thread must close its sockets; awake already, it does so before it is woken.
    with suppress(OSError):
        server.trigger.pull_trigger(server.close)
    thread.join()
    server.task_dispatcher.shutdown()


def _chunks(total: int) -> Iterator[bytes]:
    yield b'{"channels": ["site"], "text": "'
    for _ in range(total // len(PAD)):
        yield PAD
    yield b'"}'


@pytest.mark.parametrize(("size", "status"), [(0, 422), (MIB + len(PAD), 413)])
def test_a_body_in_chunks_is_measured_too(
    client: FlaskClient,
    port: int,
    size: int,
    status: int,
) -> None:
    """It has no Content-Length that could be looked at; the small one has an empty text."""
    headers = {
        "Authorization": client.environ_base["HTTP_AUTHORIZATION"],
        "Content-Type": "application/json",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(
        "POST",
        "/v1/submissions",
        body=_chunks(size),
        headers=headers,
        encode_chunked=True,
    )
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json")
    connection.close()


def test_metrics_stay_closed_behind_a_proxy_on_this_host(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for headers, status in (({"X-Forwarded-For": "203.0.113.9"}, 403), ({}, 200)):
        connection.request("GET", "/metrics", headers=headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == status
    connection.close()


def test_a_body_shorter_than_announced_is_never_taken_for_whole(
    client: FlaskClient,
    port: int,
) -> None:
    body = b'{"text": "halo", "channels": ["site"]}'
    head = (
        "POST /v1/submissions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Authorization: {client.environ_base['HTTP_AUTHORIZATION']}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body) + 10}\r\n\r\n"
    )
    before = client.get("/v1/submissions").get_json()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(head.encode() + body)
        connection.shutdown(socket.SHUT_WR)
        assert b" 202 " not in connection.recv(4096)
    assert client.get("/v1/submissions").get_json() == before

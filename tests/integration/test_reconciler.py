"""The reconciler before pages of all kinds: it reads what stands there, and goes on."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.moderation.workflow.reconcile import PageReconciler
from shared.exposition import exposition
from tests.support.metrics import read_metric
from tests.support.moderation import moderation

PLANTED = b'<article id="planted"><div class="text">Tidak pernah disaring</div></article>'


@contextmanager
def _answering(answer: bytes) -> Iterator[str]:
    """Give the address of a server that answers `answer` to whatever it is asked."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65_536)
                connection.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _page(body: bytes) -> bytes:
    return b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def _unreachable() -> float:
    text = exposition().decode()
    return read_metric(text, "saring_reconciled_pages_total", {"result": "unreachable"})


def test_the_page_is_read_past_the_offices_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy for what is outside must not hide what stands on the own page."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with moderation(tmp_path) as app, _answering(_page(PLANTED)) as site_url:
        assert PageReconciler(app, site_url).run_once() == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"bukan HTTP\r\n\r\n",
        _page(b"\xff\xfe"),
        b"HTTP/1.0 500 Gangguan\r\n\r\n",
    ],
)
def test_a_page_that_cannot_be_read_is_counted_as_unreachable(
    tmp_path: Path, answer: bytes
) -> None:
    """It neither ends the process nor passes for a page without posts."""
    before = _unreachable()
    with moderation(tmp_path) as app, _answering(answer) as site_url:
        assert PageReconciler(app, site_url).run_once() == 0
    assert _unreachable() == before + 1

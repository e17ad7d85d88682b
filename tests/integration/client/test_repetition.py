"""What the client repeats, how, and when it gives up: against a server that answers as told."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from saring import Client, RefusedError, SaringError, UnreachableError

ID = "7b0f2a52-3c41-4d0e-9a86-5f1f0f1f9a11"
CUT = 0
"""Instead of a status: the connection ends without an answer."""

Answers = list[tuple[int, dict[str, str], object]]


class Scripted:
    """A server that gives the answers it was told, in order, and keeps what it was asked."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.asked: list[tuple[str, str, str | None, bytes]] = []
        script = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                key = self.headers.get("Idempotency-Key")
                script.asked.append((self.command, self.path, key, body))
                status, headers, content = script.answers.pop(0)
                self.close_connection = True
                if status == CUT:
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(json.dumps(content).encode())

            do_GET = do_POST = do_PUT = _answer  # noqa: N815 - the library's own names

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def scripted() -> Iterator[Callable[[Answers], Scripted]]:
    """Return a function that starts a server with its answers."""
    started: list[Scripted] = []

    def start(answers: Answers) -> Scripted:
        started.append(Scripted(answers))
        return started[-1]

    yield start
    for server in started:
        server.close()


SENT = (202, {"Content-Type": "application/json"}, {"id": ID, "state": "received"})


@pytest.mark.parametrize(
    "first",
    [
        (CUT, {}, None),
        (503, {"Retry-After": "0"}, {"type": "urn:saring:problem:unavailable"}),
        (429, {"Retry-After": "0"}, {"type": "urn:saring:problem:rate-limit"}),
        (409, {"Retry-After": "0"}, {"type": "urn:saring:problem:in-flight"}),
        (502, {}, "A proxy's own page."),
    ],
    ids=["cut", "503", "429", "409 with Retry-After", "502"],
)
def test_what_fails_in_passing_is_sent_again_under_the_same_key(
    scripted: Callable[[Answers], Scripted],
    first: tuple[int, dict[str, str], object],
) -> None:
    server = scripted([first, SENT])
    with Client(server.url, "srg_x") as saring:
        assert saring.submit(text="Halo.", channels=["site"])["id"] == ID
    before, after = server.asked
    assert before == after
    assert before[2] is not None


def test_two_posts_have_two_keys(scripted: Callable[[Answers], Scripted]) -> None:
    server = scripted([SENT, SENT])
    with Client(server.url, "srg_x") as saring:
        saring.submit(text="Halo.", channels=["site"])
        saring.submit(text="Halo.", channels=["site"])
    assert server.asked[0][2] != server.asked[1][2]


@pytest.mark.parametrize(
    ("status", "headers"),
    [(409, {}), (422, {}), (404, {}), (500, {}), (429, {"Retry-After": "3600"})],
)
def test_what_waiting_would_not_mend_is_not_repeated(
    scripted: Callable[[Answers], Scripted], status: int, headers: dict[str, str]
) -> None:
    problem = {
        "type": "urn:saring:problem:no",
        "detail": "Mend it.",
        "detail_id": "Perbaiki.",
        "request_id": "r-1",
    }
    server = scripted([(status, headers, problem)])
    with Client(server.url, "srg_x") as saring, pytest.raises(RefusedError) as refused:
        saring.submit(text="Halo.", channels=["site"])
    assert len(server.asked) == 1
    assert (refused.value.status, refused.value.name) == (status, "no")
    assert (refused.value.detail, refused.value.detail_id) == ("Mend it.", "Perbaiki.")
    assert refused.value.retry_after == (3600 if headers else None)
    assert refused.value.request_id == "r-1"


@pytest.mark.parametrize(
    ("answer", "error"),
    [((CUT, {}, None), UnreachableError), ((503, {"Retry-After": "0"}, {}), RefusedError)],
)
def test_an_edit_that_names_a_version_is_never_repeated_once_it_was_sent(
    scripted: Callable[[Answers], Scripted],
    answer: tuple[int, dict[str, str], object],
    error: type[SaringError],
) -> None:
    """The second would fail on the version that the first has made."""
    server = scripted([answer])
    with Client(server.url, "srg_x") as saring, pytest.raises(error):
        saring.edit(ID, etag='"1"', text="Halo.", channels=["site"])
    assert len(server.asked) == 1


def test_an_edit_that_was_not_served_for_want_of_a_place_in_the_minute_is_repeated(
    scripted: Callable[[Answers], Scripted],
) -> None:
    server = scripted([(429, {"Retry-After": "0"}, {}), (202, {}, {"id": ID})])
    with Client(server.url, "srg_x") as saring:
        assert saring.edit(ID, etag='"1"', text="Halo.", channels=["site"])["id"] == ID


def test_an_answer_that_is_not_saring_s_is_an_error(
    scripted: Callable[[Answers], Scripted],
) -> None:
    server = scripted([(302, {"Location": "http://127.0.0.1:9/"}, "elsewhere")])
    with Client(server.url, "srg_x") as saring, pytest.raises(RefusedError) as refused:
        saring.get(ID)
    assert refused.value.status == 302


def test_lists_go_from_page_to_page(scripted: Callable[[Answers], Scripted]) -> None:
    pages: Answers = [
        (200, {}, {"items": [{"id": "1"}, {"id": "2"}], "next_cursor": "a&b"}),
        (200, {}, {"items": [{"id": "3"}], "next_cursor": None}),
    ]
    server = scripted(pages)
    with Client(server.url, "srg_x") as saring:
        found = [item["id"] for item in saring.submissions(state="rejected")]
    assert found == ["1", "2", "3"]
    paths = [path for _, path, _, _ in server.asked]
    assert paths == [
        "/v1/submissions?state=rejected&limit=100",
        "/v1/submissions?state=rejected&cursor=a%26b&limit=100",
    ]

"""`saring up` stops in good order, keeps its data, and is alone on its data directory."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPException
from threading import Event

import pytest

from tests.support.official_page import standing
from tests.support.running import EmbeddedRunning

pytestmark = pytest.mark.e2e

PROMISED_SECONDS = 10
FRIENDLY = "Terima kasih, lampu jalan di gang kami sudah menyala lagi."
WITH_NIK = "Mohon bantu cek, NIK saya 3404012504900001 belum terdaftar."


@contextmanager
def ignored(number: signal.Signals) -> Iterator[None]:
    """Ignore a signal here, which a process started meanwhile inherits."""
    before = signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(number, before)


@contextmanager
def traffic(running: EmbeddedRunning, clients: int = 6) -> Iterator[list[str]]:
    """Give the ids that were promised to apps, which keep sending, and waiting, meanwhile."""
    promised: list[str] = []
    over, under_way = Event(), Event()

    def send() -> None:
        while not over.is_set():
            with suppress(OSError, HTTPException):
                promised.append(running.app.submit(FRIENDLY))
                under_way.set()
            over.wait(0.05)

    def wait_for_a_person() -> None:
        document = {"text": WITH_NIK, "channels": ["site"]}
        with suppress(OSError, HTTPException):
            answer = running.app.post("/v1/submissions", document, Prefer="wait=30")
            promised.append(answer.json["id"])

    with ThreadPoolExecutor(clients + 1) as pool:
        pool.submit(wait_for_a_person)
        for _ in range(clients):
            pool.submit(send)
        try:
            assert under_way.wait(30)
            yield promised
        finally:
            over.set()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_under_traffic_stops_it_in_time_and_keeps_what_was_promised(
    embedded: EmbeddedRunning, number: signal.Signals
) -> None:
    """Also where a shell started it in the background, with SIGINT ignored."""
    with ignored(signal.SIGINT):
        embedded.start()
    with traffic(embedded) as promised:
        assert embedded.stop(number, seconds=PROMISED_SECONDS) == 0
    embedded.start()
    ends = [embedded.app.wait_until(key, "published", "in_review") for key in promised]
    published = {found["id"] for found in ends if found["state"] == "published"}
    shown = [post.submission_id for post in standing(embedded.site_url)]
    assert sorted(shown) == sorted(published)
    assert embedded.stop() == 0
    assert "Traceback" not in embedded.output()


def test_a_second_start_keeps_posts_keys_and_users(embedded: EmbeddedRunning) -> None:
    embedded.start()
    submission_id, first_key = embedded.app.submit(FRIENDLY), embedded.key
    embedded.app.wait_until(submission_id, "published")
    assert "moderator" in embedded.welcome()
    assert embedded.stop() == 0
    embedded.start()
    assert embedded.key != first_key
    assert "moderator" not in embedded.welcome()
    embedded.key = first_key
    assert embedded.app.submission(submission_id)["state"] == "published"
    assert [post.submission_id for post in standing(embedded.site_url)] == [submission_id]


def test_a_second_saring_up_on_the_same_data_says_so_and_the_first_goes_on(
    embedded: EmbeddedRunning,
) -> None:
    embedded.start()
    second = embedded.saring("up")
    assert (second.returncode, second.stdout) == (2, "")
    (line,) = second.stderr.splitlines()
    assert "another saring up" in line
    assert "SARING_DATA_DIR" in line
    embedded.app.wait_until(embedded.app.submit(FRIENDLY), "published")
    assert embedded.stop() == 0

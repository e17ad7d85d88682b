"""What requests take when many posts are stored, beside an installation that began empty."""

import itertools
import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection
from urllib.parse import urlsplit

from benchmarks.load import count_published, percentile
from benchmarks.stored_templates import fill
from tests.support.running import Running
from tests.support.waiting import wait_for

ROUNDS = 4
"""Of each of the two installations, there and back in turn: noise hits both."""

POSTS_PER_SECOND = 5
READS = 40
_WARM_UP = 20
_TEXT = (
    "Selamat pagi, terima kasih kepada petugas kebersihan. Jalan di depan pasar nomor {} sekarang "
    "bersih dan lampu di gang sudah menyala lagi, jadi anak-anak berani pulang mengaji malam hari."
)
_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class Posted:
    """Seconds to each answer of `POST /v1/submissions`."""

    empty: list[float] = field(default_factory=list)
    full: list[float] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Return the row of the table."""
        figures = [
            f"{percentile(took, percent) * 1000:.1f} ms"
            for took in (self.empty, self.full)
            for percent in (50, 95)
        ]
        p50, p95 = (percentile(self.full, q) / percentile(self.empty, q) for q in (50, 95))
        return f"| {name} | {' | '.join(figures)} | {p50:.2f} | {p95:.2f} |"


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured of one wiring; `reads` are 95th percentiles, in seconds."""

    posted: Posted
    reads: dict[str, float]


def measure(
    start: Callable[[], AbstractContextManager[Running]], *, stored: int, seconds: float
) -> Found:
    """Start two installations, fill one, and ask both in turn for `seconds` in all."""
    posts = max(_WARM_UP, int(seconds * POSTS_PER_SECOND / ROUNDS / 2))
    posted = Posted()
    with start() as empty, start() as full:
        fill(full, stored)
        for running in (empty, full):
            _post(running, _WARM_UP)
        for number in range(ROUNDS):
            sides = [(empty, posted.empty), (full, posted.full)]
            for running, all_of_it in sides if number % 2 == 0 else reversed(sides):
                all_of_it.extend(_post(running, posts))
        return Found(posted, dict(_reads(full)))


def _post(running: Running, count: int) -> list[float]:
    """Post at an even pace, each after the answer to the one before; return once all is out."""
    took = []
    with running.publisher_database() as database:
        before = count_published(database)
        with _connection(running) as ask:
            for _ in range(count):
                text = _TEXT.format(next(_numbers))
                body = json.dumps({"text": text, "channels": ["site"]})
                took.append(ask("POST", "/v1/submissions", body, HTTPStatus.ACCEPTED)[0])
                time.sleep(max(0, 1 / POSTS_PER_SECOND - took[-1]))
        wait_for(
            lambda: count_published(database) == before + count,
            "every post is published",
            seconds=120,
        )
    return took


def _reads(running: Running) -> Iterator[tuple[str, float]]:
    """Yield what each kind of GET takes."""
    with _connection(running) as ask:
        _, page = ask("GET", "/v1/submissions?limit=1", None, HTTPStatus.OK)
        newest = json.loads(page)["items"][0]["id"]
        deep = "/v1/submissions?created_before=" + _days_ago(80)
        for name, path in {
            "one submission": f"/v1/submissions/{newest}",
            "a list, first page of 50": "/v1/submissions",
            "a page 80 days deep": deep,
            "`state=in_review`": "/v1/submissions?state=in_review",
            "`state=rejected`": "/v1/submissions?state=rejected",
            "`state=publish_failed`, none is": "/v1/submissions?state=publish_failed",
            "`state=rejected`, one day": f"{deep}&created_from={_days_ago(81)}&state=rejected",
        }.items():
            took = [ask("GET", path, None, HTTPStatus.OK)[0] for _ in range(READS)]
            yield name, percentile(took, 95)


def _days_ago(days: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - days * 86_400))


@contextmanager
def _connection(
    running: Running,
) -> Iterator[Callable[[str, str, str | None, HTTPStatus], tuple[float, bytes]]]:
    """Give a function that asks, on one connection, and returns how long it took and the body."""
    where = urlsplit(running.api_url)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=60)

    def ask(method: str, path: str, body: str | None, status: HTTPStatus) -> tuple[float, bytes]:
        headers = {
            "Authorization": f"Bearer {running.key}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid.uuid4()),
        }
        start = time.perf_counter()
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = response.read()
        took = time.perf_counter() - start
        if response.status != status:
            message = f"{method} was answered with {response.status}"
            raise RuntimeError(message)
        return took, answer

    try:
        yield ask
    finally:
        connection.close()

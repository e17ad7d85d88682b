"""A client that posts as fast as the installation publishes, and what came of it."""

import json
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from urllib.parse import urlsplit

from sqlalchemy import func, select

from services.moderation.store.submissions import Submission
from services.publisher.store import SitePost
from shared.database import Database
from tests.support.running import Running
from tests.support.waiting import wait_for

CLIENTS = 8
BACKLOG = 100
"""Posts accepted and not yet published at most: a rate that only fills a queue is none."""

_TEXT = (
    "Selamat pagi, terima kasih kepada petugas kebersihan. Jalan di depan pasar nomor {} sekarang "
    "bersih dan lampu di gang sudah menyala lagi, jadi anak-anak berani pulang mengaji malam hari."
)


@dataclass(frozen=True, slots=True)
class Path:
    """Figures of the whole path; latencies from POST stored to published, in seconds."""

    accepted_per_second: float
    published_per_second: float
    latency_p50: float
    latency_p95: float


class _Tide:
    """How many posts are on their way, kept low enough by whoever posts."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self._lock = threading.Lock()
        self.accepted = 0
        self.published = 0
        self.over = threading.Event()

    def watch(self) -> None:
        with self._running.publisher_database() as database:
            while not self.over.wait(0.1):
                self.published = count_published(database)

    def post(self, client: int, delay: float) -> None:
        where = urlsplit(self._running.api_url)
        connection = HTTPConnection(where.hostname or "", where.port, timeout=30)
        headers = {
            "Authorization": f"Bearer {self._running.key}",
            "Content-Type": "application/json",
        }
        number = 0
        while not self.over.is_set():
            if self.accepted - self.published >= BACKLOG:
                time.sleep(0.005)
                continue
            number += 1
            text = _TEXT.format(f"{client}-{number}")
            body = json.dumps({"text": text, "channels": ["site"]})
            connection.request("POST", "/v1/submissions", body, headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != HTTPStatus.ACCEPTED:
                message = f"a post was answered with {answer.status}"
                raise RuntimeError(message)
            with self._lock:
                self.accepted += 1
            time.sleep(delay)
        connection.close()


def measure(running: Running, *, seconds: float, rate: float | None = None) -> Path:
    """Post for `seconds`; at most `rate` a second, else as fast as is published.

    Returns when everything is published, so that the next measurement begins with nothing waiting.
    """
    tide = _Tide(running)
    delay = CLIENTS / rate if rate else 0.0
    threads = [threading.Thread(target=tide.watch)]
    threads += [threading.Thread(target=tide.post, args=(one, delay)) for one in range(CLIENTS)]
    with running.publisher_database() as database:
        before = count_published(database)
    tide.accepted = tide.published = before
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    published, accepted = tide.published - before, tide.accepted - before
    tide.over.set()
    for thread in threads:
        thread.join()
    _wait_until_published(running, tide.accepted)
    latencies = _latencies(running, newest=tide.accepted - before)
    return Path(
        accepted / seconds,
        published / seconds,
        percentile(latencies, 50),
        percentile(latencies, 95),
    )


def percentile(values: Sequence[float], percent: int) -> float:
    """Return a percentile of a sample."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def count_published(database: Database) -> int:
    """Return how many posts stand on the page."""
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(SitePost)) or 0


def _wait_until_published(running: Running, count: int) -> None:
    with running.publisher_database() as database:
        wait_for(lambda: count_published(database) == count, "every post is published", seconds=120)


def _latencies(running: Running, *, newest: int) -> list[float]:
    """Compare when posts were stored with when they were published: one host, one clock."""
    with running.publisher_database() as database, database.reading() as session:
        rows = session.execute(
            select(SitePost.submission_id, SitePost.published_at)
            .order_by(SitePost.published_at.desc())
            .limit(newest),
        ).all()
        ends = {one: at for one, at in rows}  # noqa: C416 - rows are not pairs to dict()
    with running.moderation_database() as database, database.reading() as session:
        starts = session.execute(select(Submission.id, Submission.created_at)).all()
    return [(ends[one] - at).total_seconds() for one, at in starts if one in ends]

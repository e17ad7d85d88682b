"""Many posts at once, from apps that remember what they were promised, and where they must end."""

import random
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from threading import Condition

from tests.support.official_page import standing
from tests.support.running import Running
from tests.support.waiting import BOUND_SECONDS, wait_for
from tests.support.web import App

SETTLED = {"published", "rejected", "in_review"}
CLIENTS = 8
RECOVERY_SECONDS = 4 * BOUND_SECONDS
"""A claim of a process that was killed is free after its lease of 30 s, in each service in turn."""

_KINDS = {
    "published": "Terima kasih, lampu jalan di gang nomor {} kampung kami sudah menyala lagi.",
    "rejected": "Dasar anjing goblok bangsat kau, nomor {}!",
    "in_review": "Tolong cek bantuan yang ke-{}, NIK 3404012504900001 belum terdaftar.",
}
_RETRY_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Post:
    """What an app sends, and where it must end."""

    external_id: str
    text: str
    end: str


def make_posts(count: int, *, first: int = 0) -> list[Post]:
    """Return friendly, abusive and personal posts in an order that is the same in every run."""
    ends = random.Random(1).choices(list(_KINDS), weights=(6, 2, 2), k=count)  # noqa: S311 - no secret
    return [
        Post(f"laporan-{number}", _KINDS[end].format(number), end)
        for number, end in enumerate(ends, first)
    ]


@dataclass
class Rush:
    """Apps that send posts in parallel and remember what they were promised."""

    promised: dict[str, Post] = field(default_factory=dict)
    _changed: Condition = field(default_factory=Condition)

    def unanswered(self, posts: Iterable[Post]) -> list[Post]:
        """Return the posts whose sender has no answer: it does not know what became of them."""
        answered = {post.external_id for post in self.promised.values()}
        return [post for post in posts if post.external_id not in answered]

    def send(self, app: App, post: Post) -> bool:
        """Send a post; a connection that breaks is no promise, nor is "not now"."""
        document = {"text": post.text, "channels": ["site"], "external_id": post.external_id}
        try:
            answer = app.post("/v1/submissions", document)
        except (OSError, HTTPException):
            return False
        if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            return False
        assert answer.status in {HTTPStatus.OK, HTTPStatus.ACCEPTED}, answer.text
        with self._changed:
            assert self.promised.setdefault(answer.json["id"], post) == post
            self._changed.notify_all()
        return True

    @contextmanager
    def sending(self, app: App, posts: Iterable[Post]) -> Iterator[None]:
        """Send posts beside what is done meanwhile, each until it is promised."""
        with ThreadPoolExecutor(CLIENTS) as clients:
            sent = [clients.submit(self._insist, app, post) for post in posts]
            try:
                yield
            except BaseException:
                clients.shutdown(wait=False, cancel_futures=True)
                raise
        for one in sent:
            one.result()

    def _insist(self, app: App, post: Post) -> None:
        deadline = time.monotonic() + 3 * BOUND_SECONDS
        while not self.send(app, post):
            assert time.monotonic() < deadline, f"nobody takes {post.external_id}"
            time.sleep(_RETRY_SECONDS)

    def wait_until(self, count: int) -> None:
        """Return once `count` posts were answered."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.promised) >= count, 2 * BOUND_SECONDS)


def check_everything_ended_well(running: Running, rush: Rush, *, pages: int = 3) -> None:
    """Each post where it belongs, counted at the page; the audit whole; no false alarm.

    `pages`: how often the page must have been compared with the audit after all has ended.
    """
    wait_for(
        lambda: SETTLED.issuperset(running.app.states().values()),
        "every post has come to its end",
        seconds=RECOVERY_SECONDS,
    )
    # Also that there is none but those: a post that was sent twice is there once.
    assert running.app.states() == {key: post.end for key, post in rush.promised.items()}
    shown = sorted((post.submission_id, post.text) for post in standing(running.site_url))
    approved = {key: post for key, post in rush.promised.items() if post.end == "published"}
    assert shown == sorted((key, post.text) for key, post in approved.items())
    check_no_alarm(running, pages)
    verified = running.saring("audit", "verify")
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "the audit is whole" in verified.stdout


def check_no_alarm(running: Running, pages: int) -> None:
    """Let the page be compared with the audit a few times more; nothing is found."""
    name, result = "saring_reconciled_pages_total", "compared"
    before = running.metric(name, result=result)
    wait_for(
        lambda: running.metric(name, result=result) >= before + pages,
        "the page is compared with the audit",
    )
    assert running.metric("saring_unscreened_published_total") == 0

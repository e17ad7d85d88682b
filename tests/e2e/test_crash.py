"""kill -9 in the middle of a rush, and again while it recovers: nothing lost, nothing twice."""

import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Condition

import pytest

from tests.support.official_page import standing
from tests.support.running import Running
from tests.support.waiting import BOUND_SECONDS, wait_for
from tests.support.web import App

pytestmark = pytest.mark.e2e

SETTLED = {"published", "rejected", "in_review"}
CLIENTS = 8
POSTS = 200
RECOVERY_SECONDS = 4 * BOUND_SECONDS
"""A claim of a process that was killed is free after its lease of 30 s, in each service in turn."""


@dataclass(frozen=True, slots=True)
class Post:
    """What an app sends, and where it must end."""

    external_id: str
    text: str
    end: str


@dataclass
class Rush:
    """Apps that send posts in parallel and remember what they were promised."""

    promised: dict[str, Post] = field(default_factory=dict)
    _changed: Condition = field(default_factory=Condition)

    def unanswered(self, posts: Iterable[Post]) -> list[Post]:
        """Return the posts whose sender has no answer: it does not know what became of them."""
        answered = {post.external_id for post in self.promised.values()}
        return [post for post in posts if post.external_id not in answered]

    def send(self, app: App, post: Post) -> None:
        """Send a post; a connection that breaks is no promise."""
        try:
            submission_id = app.submit(post.text, external_id=post.external_id)
        except (OSError, HTTPException):
            return
        with self._changed:
            assert self.promised.setdefault(submission_id, post) == post
            self._changed.notify_all()

    def wait_until(self, count: int) -> None:
        """Return once `count` posts were answered."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.promised) >= count, 2 * BOUND_SECONDS)


def posts() -> list[Post]:
    """Return friendly, abusive and personal posts in an order that is the same in every run."""
    kinds = {
        "published": "Terima kasih, lampu jalan di gang nomor {} kampung kami sudah menyala lagi.",
        "rejected": "Dasar anjing goblok bangsat kau, nomor {}!",
        "in_review": "Tolong cek bantuan yang ke-{}, NIK 3404012504900001 belum terdaftar.",
    }
    ends = random.Random(1).choices(list(kinds), weights=(6, 2, 2), k=POSTS)  # noqa: S311 - no secret
    return [Post(f"laporan-{n}", kinds[end].format(n), end) for n, end in enumerate(ends)]


@pytest.mark.timeout(420)
def test_what_was_accepted_survives_two_kills_and_stands_exactly_once(
    installation: Running,
) -> None:
    rush, all_posts = Rush(), posts()
    installation.start()
    for answered in (POSTS // 3, 2 * POSTS // 3):
        with ThreadPoolExecutor(CLIENTS) as clients:
            unanswered = rush.unanswered(all_posts)
            sent = [clients.submit(rush.send, installation.app, post) for post in unanswered]
            rush.wait_until(answered)
            installation.kill_all()
            clients.shutdown(cancel_futures=True)
        assert [one.exception() for one in sent if not one.cancelled() and one.exception()] == []
        # The second round begins while claims and messages of the first are still held.
        installation.start()
    for submission_id in rush.promised:
        installation.app.submission(submission_id)
    for post in rush.unanswered(all_posts):
        rush.send(installation.app, post)
    assert len(rush.promised) == POSTS
    check_everything_ended_well(installation, rush)


def check_everything_ended_well(running: Running, rush: Rush) -> None:
    """Each post where it belongs, counted at the page; the audit whole; no false alarm."""
    for submission_id in rush.promised:
        running.app.wait_until(submission_id, *SETTLED, seconds=RECOVERY_SECONDS)
    ends = {key: running.app.submission(key)["state"] for key in rush.promised}
    assert ends == {key: post.end for key, post in rush.promised.items()}
    shown = sorted((post.submission_id, post.text) for post in standing(running.site_url))
    approved = {key: post for key, post in rush.promised.items() if post.end == "published"}
    assert shown == sorted((key, post.text) for key, post in approved.items())
    wait_for(
        lambda: running.metric("saring_reconciled_pages_total", result="compared") >= 3,
        "every page is compared with the audit",
    )
    assert running.metric("saring_unscreened_published_total") == 0
    verified = running.saring("audit", "verify")
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "the audit is whole" in verified.stdout

"""Compare what the official page serves with what the audit says was approved.

Independent of the path that publishes: it reads the page over HTTP as a citizen would, and the
audit; neither outbox, nor commands, nor the publisher's database.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPException
from urllib.request import ProxyHandler, build_opener

import structlog

from services.moderation.wiring import Moderation
from services.moderation.workflow.covered import ServedPost, is_approved
from shared.metrics import RECONCILED_PAGES, UNSCREENED_PUBLISHED, from_zero

TIMEOUT_SECONDS = 5
MAX_BYTES = 32 * 1024 * 1024

from_zero(RECONCILED_PAGES, ["compared", "unreachable"])
_own_site = build_opener(ProxyHandler({}))  # The office's proxy is for what is outside.
_log = structlog.get_logger()


@dataclass(slots=True)
class PageReconciler:
    """Walks the pages in turn, the first one at every step; counts each violation once."""

    app: Moderation
    site_url: str
    _next_page: int = 2
    _counted: set[tuple[str, str, str | None]] = field(default_factory=set)

    def run_once(self) -> int:
        """Compare the newest page and one older page; return how many violations are new."""
        try:
            newest = self._fetch(1)
            older = self._fetch(self._next_page) if newest else []
        except (OSError, HTTPException, UnicodeDecodeError):
            _log.exception("official_page_unreachable")
            RECONCILED_PAGES.labels(result="unreachable").inc()
            return 0
        self._next_page = self._next_page + 1 if older else 2
        RECONCILED_PAGES.labels(result="compared").inc()
        return sum(self._count(post) for post in [*newest, *older])

    def _fetch(self, page: int) -> list[ServedPost]:
        url = f"{self.site_url}/?page={page}"
        with _own_site.open(url, timeout=TIMEOUT_SECONDS) as response:
            return read_page(response.read(MAX_BYTES).decode("utf-8"))

    def _count(self, post: ServedPost) -> bool:
        key = (post.submission_id, post.text, post.credit)
        if key in self._counted:
            return False
        with self.app.database.reading() as session:
            if is_approved(session, post, self.app.database.now(session)):
                return False
        self._counted.add(key)
        UNSCREENED_PUBLISHED.inc()
        _log.error("unscreened_post_published", submission=post.submission_id)
        return True


def read_page(html: str) -> list[ServedPost]:
    """Return the posts of one page, words as a reader sees them."""
    reader = _PageReader()
    reader.feed(html)
    reader.close()
    return reader.posts


class _PageReader(HTMLParser):
    """Collects `article`s: the text in `div.text`, the credit line in `p.credit`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.posts: list[ServedPost] = []
        self._id: str | None = None
        self._into: str | None = None
        self._found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an article, or one of its parts."""
        values = dict(attrs)
        if tag == "article":
            self._id, self._found = values.get("id") or "", {}
        elif self._id is not None and (tag, values.get("class")) in {
            ("div", "text"),
            ("p", "credit"),
        }:
            self._into = values["class"]
            self._found[self._into or ""] = ""

    def handle_endtag(self, tag: str) -> None:
        """End an article, or one of its parts."""
        if tag == "article" and self._id is not None:
            self.posts.append(
                ServedPost(self._id, self._found.get("text", ""), self._found.get("credit"))
            )
            self._id = None
        elif tag in {"div", "p"}:
            self._into = None

    def handle_data(self, data: str) -> None:
        """Collect words."""
        if self._into is not None:
            self._found[self._into] += data

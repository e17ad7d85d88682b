"""A stack to which things happen, and everything that was ever posted to it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy.engine import make_url

from deploy.stack.access import Access
from shared.database import Database
from tests.faults.gate import Gate, Place, Service
from tests.faults.progress import published
from tests.faults.wire import Wire
from tests.support.rush import Post, Rush, check_everything_ended_well, make_posts
from tests.support.servers import PrivatePostgreSQL
from tests.support.stack import StackRunning

POSTS = int(os.environ.get("SARING_FAULT_POSTS") or 120)
"""How many posts each rush has."""

BEGUN = 0.3
"""The part of a rush that has been answered when it counts as in full swing."""


@dataclass
class Faulty:
    """A running stack, and everything that was ever posted to it."""

    running: StackRunning
    access: Access
    postgresql: PrivatePostgreSQL
    rush: Rush = field(default_factory=Rush)
    wires: dict[str, Wire] = field(default_factory=dict)
    """Between these processes and the broker."""

    _posts: int = 0

    def more_posts(self, count: int = POSTS) -> list[Post]:
        """Return posts that were not sent yet."""
        self._posts += count
        return make_posts(count, first=self._posts - count)

    @contextmanager
    def rushing(self) -> Iterator[None]:
        """Send posts beside what is done meanwhile, which begins when they are in full swing."""
        with self.rush.sending(self.running.app, self.more_posts()):
            self.wait_until_promised(BEGUN)
            yield

    def wait_until_promised(self, part: float) -> None:
        """Return once this part of the newest `POSTS` posts was answered."""
        self.rush.wait_until(self._posts - POSTS + int(part * POSTS))

    def start_again(self, process: str) -> None:
        """Start a process that was killed, and wait for it."""
        self.running.start_one(process)
        self.running.wait_until_listening(process)

    @contextmanager
    def databases(self) -> Iterator[tuple[Database, Database]]:
        """Open moderation's database and the publisher's."""
        with (
            self.running.moderation_database() as moderation,
            self.running.publisher_database() as publisher,
        ):
            yield moderation, publisher

    @contextmanager
    def gate(self, place: Place) -> Iterator[Gate]:
        """Give a gate at a place in one of the databases, open."""
        databases = self.access.databases
        ours = place.service is Service.MODERATION
        url = make_url(databases.moderation if ours else databases.publisher)
        with self.postgresql.server.connect(url.database or "") as connection:
            yield Gate(connection, place)

    def check_everything_ended_well(self) -> None:
        """See that all posts were taken, each once, and where each of them ended."""
        assert len(self.rush.promised) == self._posts
        check_everything_ended_well(self.running, self.rush, pages=1)
        with self.running.moderation_database() as moderation:
            told = published(moderation)
        approved = [key for key, post in self.rush.promised.items() if post.end == "published"]
        assert sorted(told) == sorted(approved)

"""A stack to which things happen, and everything that was ever posted to it."""

import os
from dataclasses import dataclass, field

from deploy.stack.access import Brokers
from tests.support.rush import Post, Rush, check_everything_ended_well, make_posts
from tests.support.stack import StackRunning

POSTS = int(os.environ.get("SARING_FAULT_POSTS") or 120)
"""How many posts each rush has."""


@dataclass
class Faulty:
    """A running stack, and everything that was ever posted to it."""

    running: StackRunning
    brokers: Brokers
    rush: Rush = field(default_factory=Rush)
    _posts: int = 0

    def more_posts(self, count: int = POSTS) -> list[Post]:
        """Return posts that were not sent yet."""
        self._posts += count
        return make_posts(count, first=self._posts - count)

    def wait_until_promised(self, part: float) -> None:
        """Return once this part of the newest `POSTS` posts was answered."""
        self.rush.wait_until(self._posts - POSTS + int(part * POSTS))

    def start_again(self, process: str) -> None:
        """Start a process that was killed, and wait for it."""
        self.running.start_one(process)
        self.running.wait_until_listening(process)

    def check_everything_ended_well(self) -> None:
        """See that all posts were taken, and where each of them ended."""
        assert len(self.rush.promised) == self._posts
        check_everything_ended_well(self.running, self.rush, pages=1)

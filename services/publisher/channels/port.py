"""The port of a channel: what the sender asks of every channel, whatever is behind it."""

from dataclasses import dataclass
from typing import Protocol

from shared.channels import Reconcile


@dataclass(frozen=True, slots=True)
class Post:
    """One part of one revision of a submission, as it will be shown."""

    submission_id: str
    revision: int
    text: str
    credit: str | None


class ChannelError(Exception):
    """A channel did not do what it was asked; `reason` is a code, without words of the post."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent  # Trying again would not help.


class Channel(Protocol):
    """An official channel. Its methods raise ChannelError and nothing else of their own.

    `reconcile` says how the sender calls it. A transactional channel writes through the session it
    was made with, so that the post and its record are one transaction; any other will be called
    outside of a transaction.
    """

    reconcile: Reconcile

    def publish(self, post: Post) -> str:
        """Post; return the address where it stands."""

    def update(self, post: Post) -> str:
        """Put a newer revision in place of the one that stands, or post it; return the address."""

    def recall(self, submission_id: str) -> None:
        """Take every revision of a submission off; do nothing when none stands."""

    def status(self, submission_id: str) -> int | None:
        """Return the revision that stands, None when none does."""

"""The port of a channel: what a sender asks of every channel, whatever is behind it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.messages import Operation
from shared.rendering import Part


@dataclass(frozen=True, slots=True)
class Job:
    """One row of the ledger, as a channel is given it.

    `key` names it wherever it is repeated; it is the same at every attempt. `seq` is that of the
    command, rising per submission: what is older than what stands must not take its place.
    """

    key: str
    op: Operation
    submission_id: str
    revision: int
    part: int
    seq: int
    ordered_at: datetime


class ChannelError(Exception):
    """A channel certainly did not do what it was asked.

    `reason` is a code, without words of the post; `retry_after` is what the channel asked for.
    """

    def __init__(self, reason: str, *, permanent: bool, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent  # Trying again would not help.
        self.retry_after = retry_after  # Seconds.


class InDoubtError(ChannelError):
    """Nobody saw whether a channel did what it was asked: `reconcile` says what follows."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, permanent=False)


class Channel(Protocol):
    """An official channel. Its methods raise ChannelError and nothing else of their own.

    A transactional one writes through the session it was made with, so that the post and its
    record are one transaction; any other is called outside of a transaction, with a deadline.
    """

    def publish(self, job: Job, part: Part) -> str | None:
        """Post; return the address where it stands, None when the channel does not say."""

    def update(self, job: Job, part: Part) -> str | None:
        """Put a newer revision in place of the one that stands, or post it; return as `publish`."""

    def recall(self, job: Job) -> None:
        """Take every revision of the submission off; do nothing when none stands."""

"""RabbitMQ's exchanges, queues and bindings: declared by every process, from here."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pika.adapters.blocking_connection import BlockingChannel

EVENTS = "saring.events"
"""Topic exchange of commands and events; the routing key is the message's type."""

DEAD = "saring.dead"
"""Fanout exchange for what a queue gave up on."""

_WEEK_MS = 7 * 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Queue:
    """A quorum queue: replicated, on disk whatever the message says, with a delivery count."""

    name: str
    exchange: str
    bindings: tuple[str, ...]
    arguments: dict[str, Any] = field(default_factory=dict)


_CONSUMED = {
    "x-queue-type": "quorum",
    # A delivery is counted when its consumer crashes. The consumer's work is one insert, so a
    # crash there is chance, not poison; only a message that always kills gets this far.
    "x-delivery-limit": 20,
    "x-dead-letter-exchange": DEAD,
    # A dead letter is confirmed by its queue before it leaves this one, which needs a queue that
    # refuses instead of dropping.
    "x-dead-letter-strategy": "at-least-once",
    "x-overflow": "reject-publish",
}

COMMANDS = Queue(
    "saring.publisher.commands",
    EVENTS,
    ("submission.*", "channel.stop", "channel.resume", "audit.*"),
    _CONSUMED,
)
OUTCOMES = Queue(
    "saring.moderation.outcomes",
    EVENTS,
    ("publication.*", "channel.status"),
    _CONSUMED,
)
DEAD_LETTERS = Queue(
    "saring.dead-letters",
    DEAD,
    ("",),
    # They hold citizens' words: kept long enough to be looked at, no longer.
    {"x-queue-type": "quorum", "x-message-ttl": _WEEK_MS},
)
SCREENING = "saring.screening"
"""Celery's queue: ids of submissions to screen, nothing else."""


def declare_exchanges(channel: "BlockingChannel") -> None:
    """Declare what both services send to; harmless when it is there."""
    channel.exchange_declare(EVENTS, exchange_type="topic", durable=True)
    channel.exchange_declare(DEAD, exchange_type="fanout", durable=True)


def declare(channel: "BlockingChannel", own: Queue) -> None:
    """Declare a service's own queue and what it hangs on; harmless when it is there.

    Not the other service's queue: declaring one takes the rights to read and delete it. What is
    sent before the other has ever run is returned, and sent again.
    """
    declare_exchanges(channel)
    for queue in (DEAD_LETTERS, own):
        channel.queue_declare(queue.name, durable=True, arguments=queue.arguments)
        for routing_key in queue.bindings:
            channel.queue_bind(queue.name, queue.exchange, routing_key)

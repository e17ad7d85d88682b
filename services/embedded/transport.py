"""Carries messages between the two services inside one process; no broker."""

from collections.abc import Callable, Sequence

from services.moderation.wiring import Bell, Moderation
from services.moderation.workflow.outcomes import take_event
from services.publisher.receive import receive
from services.publisher.wiring import Publisher
from shared.database import DATABASE_AWAY
from shared.metrics import DEAD_LETTERS
from shared.outbox import Message, TransportError


class LocalTransport:
    """Hands a message to a function that stores it in the receiver's own transaction."""

    def __init__(self, take: Callable[[str], object], bells: Sequence[Bell] = ()) -> None:
        self._take = take
        self._bells = bells

    def send(self, message: Message) -> None:
        """Return once the receiver has committed. Raises TransportError to be called again."""
        try:
            self._take(message.body)
        except DATABASE_AWAY:
            # A receiver's database that is busy or full says nothing against the message.
            raise TransportError(message.event_id) from None
        for bell in self._bells:
            bell.ring()


def to_publisher(publisher: Publisher, bells: Sequence[Bell] = ()) -> LocalTransport:
    """Carry commands to the publisher, which sets aside by itself what it cannot believe.

    Each of its senders has a bell of its own: a ring wakes one that listens.
    """
    return LocalTransport(lambda body: receive(publisher, body), bells)


def to_moderation(moderation: Moderation) -> LocalTransport:
    """Carry events to moderation; one that cannot be read is counted and dropped."""

    def take(body: str) -> None:
        if not take_event(moderation, body):
            DEAD_LETTERS.labels(reason="unreadable_event").inc()

    return LocalTransport(take)

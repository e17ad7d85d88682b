"""Sending through RabbitMQ: a message counts as sent once a queue has it for good."""

import pika
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import AMQPError

from shared.outbox import Message, TransportError
from shared.topology import EVENTS, declare_exchanges

_PERSISTENT = 2


def parameters(url: str) -> pika.URLParameters:
    """Return how to connect: quickly, or not at all. Raises ValueError for a URL that is none."""
    found = pika.URLParameters(url)
    found.heartbeat = 20  # A host that vanished is noticed within 40 s.
    found.socket_timeout = found.stack_timeout = 5
    found.blocked_connection_timeout = 20  # A broker out of memory or disk blocks publishers.
    found.connection_attempts = 1  # Whoever calls knows better when to try again.
    return found


class AmqpTransport:
    """Sends with publisher confirms and `mandatory`. For one thread."""

    def __init__(self, url: str) -> None:
        self._parameters = parameters(url)
        self._channel: BlockingChannel | None = None

    def send(self, message: Message) -> None:
        """Return once a queue has confirmed the message; raise TransportError to be called again.

        A negative confirm (a queue is full, or elects a leader) and a return (no queue is bound)
        are both a reason to try again: a confirm alone does not mean that a queue has it.
        """
        properties = pika.BasicProperties(
            content_type="application/json",
            delivery_mode=_PERSISTENT,
            message_id=message.event_id,
            type=message.routing_key,
        )
        try:
            self._open().basic_publish(
                EVENTS,
                message.routing_key,
                message.body.encode(),
                properties,
                mandatory=True,
            )
        except (AMQPError, OSError) as error:
            self.close()
            raise TransportError(type(error).__name__) from None

    def keep_alive(self) -> None:
        """Answer the broker's heartbeats; call it while there is nothing to send."""
        if self._channel is None:
            return
        try:
            self._channel.connection.process_data_events(0)
        except (AMQPError, OSError):
            self.close()

    def close(self) -> None:
        """Close the connection; the next message opens another."""
        channel, self._channel = self._channel, None
        if channel is None:
            return
        try:
            channel.connection.close()
        except (AMQPError, OSError):
            return  # It was gone already.

    def _open(self) -> BlockingChannel:
        if self._channel is None or not self._channel.is_open:
            channel = pika.BlockingConnection(self._parameters).channel()
            declare_exchanges(channel)
            channel.confirm_delivery()
            self._channel = channel
        return self._channel

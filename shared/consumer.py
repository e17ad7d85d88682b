"""Receiving from RabbitMQ: one thread moves bytes, another does the work."""

import queue
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass

import pika
import structlog
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import AMQPError
from pika.spec import Basic, BasicProperties

from shared.amqp import parameters
from shared.metrics import DEAD_LETTERS, from_zero
from shared.topology import Queue, declare

PREFETCH = 50
_POLL_SECONDS = 0.2
_BACKOFF_CAP_SECONDS = 15.0
_HANDLE_ATTEMPTS = 3
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Delivery:
    channel: BlockingChannel
    tag: int
    body: bytes


def longest_pause(failures: int) -> float:
    """Return how long to wait at most, in seconds, after so many failures to connect in a row."""
    doublings = min(failures, 10)  # Beyond the cap; a broker away for hours must not overflow.
    return min(2.0**doublings, _BACKOFF_CAP_SECONDS)


class Consumer:
    """Takes one queue's messages to `handle`, which stores them in its own transaction.

    A message is acknowledged after `handle` has returned. While `handle` raises one of
    `transient`, the message is held and tried again: nothing is wrong with it. What fails
    otherwise, or is not UTF-8, goes to the dead letters.
    """

    def __init__(
        self,
        url: str,
        own: Queue,
        handle: Callable[[str], object],
        *,
        transient: tuple[type[Exception], ...],
    ) -> None:
        self._parameters = parameters(url)
        self._own = own
        self._queue_name = own.name
        self._handle = handle
        self._transient = transient
        from_zero(DEAD_LETTERS, ["failed"])
        self._failures = 0
        self._stop = threading.Event()
        self._held: queue.Queue[_Delivery | None] = queue.Queue()

    def run(self) -> None:
        """Consume until `stop`; reconnects for ever, with jitter."""
        worker = threading.Thread(target=self._work, name=f"{self._queue_name}-work", daemon=True)
        worker.start()
        while not self._stop.is_set():
            try:
                self._consume()
            except (AMQPError, OSError) as error:
                self._failures += 1
                _log.warning("broker_lost", queue=self._queue_name, error=type(error).__name__)
                ceiling = longest_pause(self._failures)
                self._stop.wait(random.uniform(ceiling / 4, ceiling))  # noqa: S311 - jitter
        self._held.put(None)
        worker.join()

    def stop(self) -> None:
        """Ask `run` to finish what it holds and return."""
        self._stop.set()

    def _consume(self) -> None:
        connection = pika.BlockingConnection(self._parameters)
        try:
            channel = connection.channel()
            declare(channel, self._own)
            channel.basic_qos(prefetch_count=PREFETCH)
            tag = channel.basic_consume(self._queue_name, self._receive)
            _log.info("consuming", queue=self._queue_name)
            self._failures = 0
            while not self._stop.is_set():
                connection.process_data_events(_POLL_SECONDS)
            channel.basic_cancel(tag)
            while self._held.unfinished_tasks:
                connection.process_data_events(_POLL_SECONDS)
            connection.process_data_events(0)  # Send the last acknowledgements.
        finally:
            if connection.is_open:
                connection.close()

    def _receive(
        self,
        channel: BlockingChannel,
        method: Basic.Deliver,
        _properties: BasicProperties,
        body: bytes,
    ) -> None:
        self._held.put(_Delivery(channel, method.delivery_tag, body))

    def _work(self) -> None:
        while (delivery := self._held.get()) is not None:
            if delivery.channel.is_open:  # Else the broker gives it to somebody again.
                self._settle(delivery, handled=self._handled(delivery.body))
            self._held.task_done()

    def _handled(self, body: bytes) -> bool | None:
        """Return whether the message was stored; None if the end came first."""
        failures = 0
        while True:
            try:
                self._handle(body.decode("utf-8"))
            except self._transient:
                if self._stop.wait(1):
                    return None
            except Exception:  # noqa: BLE001 - the next message must not wait for a fault in this one
                failures += 1
                _log.exception("message_failed", queue=self._queue_name, failures=failures)
                if failures == _HANDLE_ATTEMPTS:
                    return False
            else:
                return True

    def _settle(self, delivery: _Delivery, *, handled: bool | None) -> None:
        if handled is None:
            return  # Unacknowledged: it comes again.
        if not handled:
            DEAD_LETTERS.labels("failed").inc()

        def answer() -> None:
            if not delivery.channel.is_open:
                return
            if handled:
                delivery.channel.basic_ack(delivery.tag)
            else:
                delivery.channel.basic_nack(delivery.tag, requeue=False)

        # The only call that other threads may make on a connection.
        try:
            delivery.channel.connection.add_callback_threadsafe(answer)
        except AMQPError:
            return  # The connection went; it comes again and is found to be a duplicate.

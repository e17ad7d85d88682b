"""Reports to moderation through RabbitMQ: one process at a time, so that they keep their order."""

import threading
import time

import structlog
from sqlalchemy.exc import DBAPIError

from services.publisher.gauges import forget_gauges, refresh_gauges
from services.publisher.store import Outbox
from services.publisher.wiring import Publisher
from shared.advisory_lock import HeldLock, try_lock
from shared.amqp import AmqpTransport
from shared.outbox import Relay

POLL_SECONDS = 0.1
GAUGES_SECONDS = 1
_LOCK_KEY = 0x5A21_0002
_LOCK_SECONDS = 1
_log = structlog.get_logger()


class Reports:
    """Sends the publisher's outbox, and exports its gauges, while it holds the lock."""

    def __init__(self, publisher: Publisher, stop: threading.Event) -> None:
        self._publisher = publisher
        self._transport = AmqpTransport(publisher.settings.broker)
        self._relay = Relay(publisher.database, Outbox, self._transport)
        self._stop = stop

    def run(self) -> None:
        """Run until told to stop; a database that is away is waited for."""
        while not self._stop.is_set():
            try:
                with try_lock(self._publisher.database, _LOCK_KEY) as lock:
                    self._send_while(lock)
            except (DBAPIError, TimeoutError) as error:
                _log.warning("reports_wait", error=type(error).__name__)
            forget_gauges()  # Another publisher exports them now; ours would grow old.
            self._stop.wait(_LOCK_SECONDS)
        self._transport.close()

    def _send_while(self, lock: HeldLock | None) -> None:
        refreshed = float("-inf")
        while lock is not None and lock.still_held() and not self._stop.is_set():
            if time.monotonic() - refreshed > GAUGES_SECONDS:
                refresh_gauges(self._publisher)
                refreshed = time.monotonic()
            if not self._relay.run_once():
                self._transport.keep_alive()
                self._stop.wait(POLL_SECONDS)

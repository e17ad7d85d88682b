"""Delivers callbacks: a bounded number of calls at once, each in a thread of its own."""

import os
import socket
import threading
import uuid
from collections import Counter

from services.moderation.wiring import Bell, Moderation
from services.moderation.workflow.claim_callbacks import Delivery, claim_due
from services.moderation.workflow.deliver import deliver

AT_ONCE = 16


class CallbackSender:
    """Claims what is due and delivers it; `bell` rings when a call has ended.

    A call that is open when the process ends is not waited for: its claim runs out, and the
    callback is delivered again under the same id.
    """

    def __init__(self, app: Moderation) -> None:
        self.bell = Bell()
        self._app = app
        self._worker = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._lock = threading.Lock()
        self._open: Counter[str] = Counter()
        self._error: Exception | None = None

    def run_once(self) -> int:
        """Start a call for each callback that is due, as far as there is room; return how many.

        Raises what made a thread of an earlier step fail: it is this loop's failure.
        """
        with self._lock:
            error, self._error = self._error, None
            busy = Counter(self._open)
        if error is not None:
            raise error
        room = AT_ONCE - busy.total()
        if room <= 0:
            return 0
        claimed = claim_due(self._app, self._worker, busy=busy, limit=room)
        for held in claimed:
            with self._lock:
                self._open[held.source] += 1
            thread = threading.Thread(
                target=self._deliver, args=(held,), name=f"callback-{held.id[:8]}", daemon=True
            )
            thread.start()
        return len(claimed)

    def _deliver(self, held: Delivery) -> None:
        try:
            deliver(self._app, held)
        except Exception as error:  # noqa: BLE001 - handed to the loop, which decides
            with self._lock:
                self._error = error
        finally:
            with self._lock:
                self._open[held.source] -= 1
            self.bell.ring()

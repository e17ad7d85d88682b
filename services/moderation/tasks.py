"""Celery: a task is "claim this submission and screen it"; everything else is in the database."""

import queue
import threading
from typing import TYPE_CHECKING

import structlog
from celery import Celery
from kombu.entity import Exchange, Queue

from services.moderation.workflow.claim import claim
from services.moderation.workflow.screen import screen_claimed
from shared.topology import SCREENING

if TYPE_CHECKING:
    from services.moderation.wiring import Dispatcher, Moderation

TASK = "saring.screen"
SOFT_LIMIT_SECONDS = 40
"""Longer than a checker may run (30 s) and than a lease (30 s): by then the work is another's."""

_HANDED_OVER_AT_MOST = 1000
"""Ids that wait for the broker in one process; what is more, the sweep finds in the database."""

_log = structlog.get_logger()


def make_celery(broker_url: str) -> Celery:
    """Return the application that sends and runs tasks."""
    celery = Celery("saring", set_as_current=False)
    celery.conf.update(
        broker_url=broker_url,
        task_queues=[
            # Quorum: tasks survive a broker that is killed.
            Queue(  # type: ignore[no-untyped-call]
                SCREENING,
                # Not direct: to one of those Celery does not send, but to the broker's default
                # exchange, which reaches every queue and which our user therefore may not use.
                Exchange(SCREENING, type="topic"),  # type: ignore[no-untyped-call]
                routing_key=SCREENING,
                queue_arguments={"x-queue-type": "quorum"},
            ),
        ],
        task_default_queue=SCREENING,
        task_default_exchange=SCREENING,
        task_default_routing_key=SCREENING,
        task_ignore_result=True,  # The result is a row.
        task_acks_late=True,  # A worker that is killed gives its task back.
        task_reject_on_worker_lost=True,  # The same for a killed child; the claim counts attempts.
        worker_prefetch_multiplier=4,  # Tasks take milliseconds; fetching each alone would not.
        task_soft_time_limit=SOFT_LIMIT_SECONDS,
        task_time_limit=SOFT_LIMIT_SECONDS + 5,
        task_serializer="json",
        accept_content=["json"],
        # A broker that is away must not hold up whoever posts: the sweep sends the task later.
        broker_connection_timeout=1,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,  # A worker waits for its broker, however long.
        broker_transport_options={
            "confirm_publish": True,
            "max_retries": 0,
            "read_timeout": 5,
            "write_timeout": 5,
        },
        worker_hijack_root_logger=False,  # Logging is configured by us.
        # It goes to standard error, which Celery would turn into log events: they go in a circle.
        worker_redirect_stdouts=False,
        worker_send_task_events=False,
        # No remote control, no gossip: they need queues and rights that nothing else needs.
        worker_enable_remote_control=False,
        broker_heartbeat=20,
    )
    return celery


class CeleryDispatcher:
    """Sends a task for a submission that waits; what cannot be sent is left to the sweep."""

    def __init__(self, celery: Celery) -> None:
        self._celery = celery

    def dispatch(self, submission_id: str) -> bool:
        """Send, quickly, without retry and without raising; return whether it was sent."""
        try:
            self._celery.send_task(TASK, args=[submission_id], retry=False, ignore_result=True)
        except Exception as error:  # noqa: BLE001 - whatever a broker does, the post is stored
            _log.warning("task_not_sent", submission=submission_id, error=type(error).__name__)
            return False
        return True


class DispatcherBeside:
    """Dispatches from a thread of its own: who posts waits for the database, not for the broker.

    A broker that hangs costs each message seconds. Make it after a fork: no thread survives one.
    """

    def __init__(self, dispatcher: "Dispatcher") -> None:
        self._dispatcher = dispatcher
        self._handed_over: queue.Queue[str] = queue.Queue(_HANDED_OVER_AT_MOST)
        threading.Thread(target=self._run, name="dispatch", daemon=True).start()

    def dispatch(self, submission_id: str) -> bool:
        """Hand over; False when so many wait that the broker must be away."""
        try:
            self._handed_over.put_nowait(submission_id)
        except queue.Full:
            return False
        return True

    def _run(self) -> None:
        while True:
            self._dispatcher.dispatch(self._handed_over.get())


def screen_submission(app: "Moderation", submission_id: str, worker: str) -> None:
    """Claim a submission and screen it; a task that comes late or twice finds nothing to claim."""
    held = claim(app, submission_id, worker)
    if held is not None:
        screen_claimed(app, held)

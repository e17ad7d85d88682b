"""The relay process: everything of which there is one per database. A second is hot standby."""

import signal
from contextlib import suppress

import structlog
from sqlalchemy.exc import DBAPIError

from services.moderation.callback_sender import CallbackSender
from services.moderation.settings import load_settings
from services.moderation.store.messages import Outbox
from services.moderation.tasks import CeleryDispatcher, make_celery
from services.moderation.wiring import Moderation, open_moderation
from services.moderation.workflow.gauges import forget_gauges, refresh_gauges
from services.moderation.workflow.keep import Keeper
from services.moderation.workflow.outcomes import take_event
from services.moderation.workflow.reconcile import PageReconciler
from services.moderation.workflow.sweep import Sweep
from shared.advisory_lock import HeldLock, try_lock
from shared.amqp import AmqpTransport
from shared.consumer import Consumer
from shared.database import DATABASE_AWAY
from shared.exposition import serve_metrics
from shared.logs import configure_logging
from shared.loops import Loops, Stop
from shared.metrics import RELAY_ACTIVE
from shared.outbox import Relay
from shared.process import run_process
from shared.topology import OUTCOMES

METRICS_PORT = 9102
POLL_SECONDS = 0.1
"""How long a command waits in the outbox at most before it leaves."""

SWEEP_SECONDS = 2
KEEP_SECONDS = 1
GAUGES_SECONDS = 1
RECONCILE_SECONDS = 5
CALLBACK_SECONDS = 0.5
"""How long a callback that is due waits at most before it is delivered."""

_LOCK_KEY = 0x5A21_0001
_LOCK_SECONDS = 1
_END_SECONDS = 8
_TRANSIENT = (*DATABASE_AWAY, OSError)
_log = structlog.get_logger()


class UnreadableEventError(Exception):
    """An event that is not in a form that this version knows."""


def run() -> int:
    """Run until SIGINT or SIGTERM: wait for the lock, do the work while it is held, again."""
    configure_logging()
    settings = load_settings()
    celery = make_celery(settings.broker)
    app = open_moderation(settings, dispatcher=CeleryDispatcher(celery))
    serve_metrics(settings.host, settings.metrics_port or METRICS_PORT)
    stop = Stop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.request())
    while not stop.requested.is_set():
        RELAY_ACTIVE.set(0)
        forget_gauges()  # Another relay exports them now; ours would grow old, and be believed.
        with suppress(DBAPIError), try_lock(app.database, _LOCK_KEY) as lock:
            if lock is not None:
                RELAY_ACTIVE.set(1)
                _log.info("relay_active")
                stop.failed = _work(app, lock, stop)
        if stop.failed:
            break
        stop.requested.wait(_LOCK_SECONDS)
    app.close()
    return 1 if stop.failed else 0


def _work(app: Moderation, lock: HeldLock, stop: Stop) -> bool:
    """Work until told to stop, or the lock is lost; return whether a loop failed."""
    broker = app.settings.broker
    transport = AmqpTransport(broker)
    outcomes = Consumer(
        broker,
        OUTCOMES,
        lambda body: _take(app, body),
        transient=_TRANSIENT,
    )
    commands = Relay(app.database, Outbox, transport, opened=app.cipher.open_message)
    loops = Loops(transient=_TRANSIENT)

    def rest() -> None:
        transport.keep_alive()
        loops.stop.requested.wait(POLL_SECONDS)

    def after(seconds: float) -> bool:
        return loops.stop.requested.wait(seconds)

    loops.add("outbox", commands.run_once, rest)
    loops.add_thread("outcomes", outcomes.run)
    loops.add("sweep", Sweep(app).run_once, lambda: after(SWEEP_SECONDS))
    loops.add("keeper", Keeper(app).run_once, lambda: after(KEEP_SECONDS))
    loops.add("gauges", lambda: refresh_gauges(app), lambda: after(GAUGES_SECONDS))
    callbacks = CallbackSender(app)
    loops.add("callbacks", callbacks.run_once, lambda: callbacks.bell.wait(CALLBACK_SECONDS))
    reconciler = PageReconciler(app, app.settings.official_page)
    loops.add("reconciler", reconciler.run_once, lambda: after(RECONCILE_SECONDS))
    while not stop.requested.is_set() and not loops.stop.requested.is_set():
        if not lock.still_held():
            _log.warning("relay_lock_lost")
            break
        stop.requested.wait(_LOCK_SECONDS)
    outcomes.stop()
    loops.stop.request()
    loops.join(seconds=_END_SECONDS)
    transport.close()
    return loops.stop.failed


def _take(app: Moderation, body: str) -> None:
    if not take_event(app, body):
        raise UnreadableEventError


if __name__ == "__main__":
    run_process(run)

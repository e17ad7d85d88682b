"""`saring up`: both services in one process, threads in the place of servers."""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from services.embedded.lock import data_directory_lock
from services.embedded.transport import to_moderation, to_publisher
from services.embedded.welcome import welcome
from services.moderation.app import build_app
from services.moderation.callback_sender import CallbackSender
from services.moderation.settings import ModerationSettings, load_settings
from services.moderation.store.messages import Outbox
from services.moderation.wiring import Bell, Moderation, open_moderation
from services.moderation.workflow.gauges import refresh_gauges
from services.moderation.workflow.keep import Keeper
from services.moderation.workflow.reconcile import PageReconciler
from services.moderation.workflow.screen import screen_next
from services.moderation.workflow.seal import seal_audit
from services.publisher.expiry import forget_dead_letters
from services.publisher.gauges import refresh_gauges as refresh_publisher_gauges
from services.publisher.senders import make_senders
from services.publisher.settings import PublisherSettings
from services.publisher.site.app import create_site_app
from services.publisher.store import Outbox as PublisherOutbox
from services.publisher.wiring import Publisher, open_publisher
from shared.logs import configure_logging
from shared.loops import Loops
from shared.migrations import upgrade
from shared.outbox import Relay
from shared.settings import SettingsError, read_settings
from shared.web_server import THREADS, Server

SCREENING_THREADS = 2
IDLE_SECONDS = 0.5
"""How long a loop sleeps that nobody wakes; bells wake it sooner."""

RECONCILE_SECONDS = 5
EXPIRY_SECONDS = 3600
EMPTY_LOGS_SECONDS = 10
"""How long words may stay in SQLite's logs after they were blanked or deleted."""

_STOP_SECONDS = 4
_log = structlog.get_logger()


@dataclass(slots=True)
class Embedded:
    """The running process: its parts, its threads, and how they are told to stop."""

    moderation: Moderation
    publisher: Publisher
    api: Server
    site: Server
    to_screen: Bell
    loops: Loops = field(default_factory=Loops)
    bells: list[Bell] = field(default_factory=list)
    to_report: Bell = field(default_factory=Bell)

    def start(self) -> None:
        """Start every thread."""
        moderation, publisher = self.moderation, self.publisher
        for number in range(SCREENING_THREADS):
            worker = f"{os.getpid()}-{number}"
            self._loop(
                f"screening-{number}",
                lambda worker=worker: screen_next(moderation, worker),  # type: ignore[misc] # bound now
                self.to_screen,
            )
        senders = make_senders(publisher)
        to_send = {name: Bell() for name in senders}
        commands = Relay(
            moderation.database,
            Outbox,
            to_publisher(publisher, list(to_send.values())),
            opened=moderation.cipher.open_message,
        )
        events = Relay(publisher.database, PublisherOutbox, to_moderation(moderation))
        keeper = Keeper(moderation)
        callbacks = CallbackSender(moderation)
        reconciler = PageReconciler(moderation, moderation.settings.official_page)
        self._loop("relay", commands.run_once, moderation.outbox_bell)
        for name, send in senders.items():
            self._loop(name, lambda send=send: self._send(send), to_send[name])  # type: ignore[misc] # as above
        self._loop("events", events.run_once, self.to_report)
        self._loop("keeper", keeper.run_once, Bell(), idle=1)
        self._loop("gauges", self._refresh_gauges, Bell(), idle=1)
        self._loop("callbacks", callbacks.run_once, callbacks.bell)
        self._loop(
            "expiry", lambda: forget_dead_letters(publisher) > 0, Bell(), idle=EXPIRY_SECONDS
        )
        self._loop("reconciler", reconciler.run_once, Bell(), idle=RECONCILE_SECONDS)
        self._loop("logs", self._empty_logs, Bell(), idle=EMPTY_LOGS_SECONDS)
        for name, server in (("api", self.api), ("site", self.site)):
            self.loops.add_thread(name, server.run)

    def _send(self, send: Callable[[], int]) -> int:
        sent = send()
        if sent:
            self.to_report.ring()
        return sent

    def _refresh_gauges(self) -> None:
        refresh_gauges(self.moderation)
        refresh_publisher_gauges(self.publisher)

    def _empty_logs(self) -> None:
        self.moderation.database.empty_log()
        self.publisher.database.empty_log()

    def _loop(
        self, name: str, step: Callable[[], object], bell: Bell, *, idle: float = IDLE_SECONDS
    ) -> None:
        self.bells.append(bell)
        self.loops.add(name, step, lambda: bell.wait(idle))

    def shut_down(self) -> None:
        """Let everything finish what it holds, then close."""
        self.loops.stop.request()
        self.api.stop(seconds=3)
        self.site.stop(seconds=1)
        for bell in self.bells:
            bell.ring()  # Whoever sleeps wakes, and sees that it is time to go.
        self.loops.join(seconds=_STOP_SECONDS)
        if not self.loops.stop.failed:  # What failed may be the database itself.
            seal_audit(self.moderation)  # What the last requests wrote is chained before we go.
        self.moderation.close()
        self.publisher.database.dispose()


def up() -> int:
    """Run until SIGINT or SIGTERM; return the exit status. Raises SettingsError and its like."""
    configure_logging()
    # The publisher's file holds what is on the page, in the clear: for the owner's eyes, also in a
    # data directory that others may enter.
    os.umask(0o077)
    settings = load_settings()
    with data_directory_lock(settings.data_dir):
        return _serve(settings)


def _serve(settings: ModerationSettings) -> int:
    embedded = assemble(settings)
    # Set explicitly: a shell starts background jobs with SIGINT ignored, and children inherit it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: embedded.loops.stop.request())
    embedded.start()
    welcome(settings, embedded.moderation.database, sys.stdout)
    embedded.loops.stop.requested.wait()
    failed = embedded.loops.stop.failed
    _log.info("stopping", failed=failed)
    embedded.shut_down()
    return 1 if failed else 0


def assemble(settings: ModerationSettings) -> Embedded:
    """Open both services on one data directory, and listen. Raises SettingsError."""
    if settings.database_url is not None:
        message = (
            "SARING_DATABASE_URL: saring up keeps its own database; use `saring run` for a server's"
        )
        raise SettingsError(message)
    to_screen = Bell()
    moderation = open_moderation(settings, dispatcher=to_screen)
    publisher = open_publisher(
        read_settings(PublisherSettings),
        verify_keys=[moderation.signer.public_key],
    )
    if not publisher.verifier.knows(moderation.signer.public_key):
        message = "SARING_VERIFY_KEYS: the key that signs is not among them; leave it out here"
        raise SettingsError(message)
    upgrade(publisher.database, "services.publisher.store")
    api = build_app(moderation, server_threads=THREADS)
    site = create_site_app(publisher)
    return Embedded(
        moderation,
        publisher,
        to_screen=to_screen,
        api=Server(api, settings.host, settings.port, setting="SARING_PORT"),
        site=Server(site, settings.host, settings.site_port, setting="SARING_SITE_PORT"),
    )

"""The publisher process: takes commands, works the ledger, reports, serves the official page."""

import signal

from services.publisher.expiry import forget_dead_letters
from services.publisher.receive import receive
from services.publisher.reports import Reports
from services.publisher.senders import make_senders
from services.publisher.settings import PublisherSettings
from services.publisher.site.app import create_site_app
from services.publisher.wiring import open_publisher
from shared.consumer import Consumer
from shared.database import DATABASE_AWAY
from shared.exposition import serve_metrics
from shared.logs import configure_logging
from shared.loops import Loops
from shared.process import run_process
from shared.settings import read_settings
from shared.topology import COMMANDS
from shared.web_server import Server

POLL_SECONDS = 0.1
EXPIRY_SECONDS = 3600
_END_SECONDS = 8
_TRANSIENT = (*DATABASE_AWAY, OSError)


def run() -> int:
    """Run until SIGINT or SIGTERM; then finish what is held. Return the exit status."""
    configure_logging()
    settings = read_settings(PublisherSettings)
    publisher = open_publisher(settings)
    site = Server(
        create_site_app(publisher),
        settings.host,
        settings.site_port,
        setting="SARING_SITE_PORT",
    )
    serve_metrics(settings.host, settings.metrics_port)
    loops = Loops(transient=_TRANSIENT)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loops.stop.request())
    commands = Consumer(
        settings.broker,
        COMMANDS,
        lambda body: receive(publisher, body),
        transient=_TRANSIENT,
    )
    reports = Reports(publisher, loops.stop.requested)
    loops.add_thread("commands", commands.run)
    for name, send in make_senders(publisher).items():
        loops.add(name, send, lambda: loops.stop.requested.wait(POLL_SECONDS))
    loops.add_thread("reports", reports.run)
    loops.add(
        "expiry",
        lambda: bool(forget_dead_letters(publisher)),
        lambda: loops.stop.requested.wait(EXPIRY_SECONDS),
    )
    loops.add_thread("site", site.run)
    loops.stop.requested.wait()
    commands.stop()
    site.stop()
    loops.join(seconds=_END_SECONDS)
    publisher.database.dispose()
    return 1 if loops.stop.failed else 0


if __name__ == "__main__":
    run_process(run)

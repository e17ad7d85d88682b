"""Gauges of a database are exported by the process that holds its lock, and by no other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from deploy.stack.access import Access, Brokers
from deploy.stack.ports import free_port
from services.moderation.store.messages import Outbox
from services.publisher.store import Outbox as PublisherOutbox
from shared.outbox import OutboxColumns
from tests.support.metrics import read_series
from tests.support.outboxes import gauges_of, put
from tests.support.servers import PrivatePostgreSQL
from tests.support.stack import STANDBY, StackRunning
from tests.support.waiting import wait_for

HOUR = 3600.0

HOLDER = """
SELECT pid, (classid::bigint << 32) | objid::bigint FROM pg_locks
WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""

OUTBOXES: dict[str, Callable[..., OutboxColumns]] = {
    "moderation": Outbox,
    "publisher": PublisherOutbox,
}


@pytest.fixture
def running(postgresql: PrivatePostgreSQL, tmp_path: Path) -> Iterator[StackRunning]:
    """Give an installation whose broker is away, so that what is in the outboxes stays there."""
    away = f"amqp://saring:none@127.0.0.1:{free_port()}/saring"
    running = StackRunning(tmp_path, {}, Access(postgresql.fresh(), Brokers(away, away)))
    try:
        yield running
    finally:
        running.kill_all()


@contextmanager
def _lock_of_our_own(postgresql: PrivatePostgreSQL, url: str) -> Iterator[None]:
    """Cut off the process that holds the database's lock, and take the lock from it."""
    database = make_url(url).database
    assert database is not None
    with postgresql.server.connect(database) as ours:
        pid, key = ours.execute(HOLDER).fetchall()[0]
        ours.execute("SELECT pg_terminate_backend(%s)", (pid,))
        ours.execute("SELECT pg_advisory_lock(%s)", (key,))
        yield


def _start(running: StackRunning, *processes: str) -> None:
    running.processes = processes
    running.start(ready=0)


@pytest.mark.parametrize(
    ("process", "service"), [("relay", "moderation"), ("publisher", "publisher")]
)
def test_who_loses_the_lock_exports_nothing_of_the_database_until_it_has_it_again(
    running: StackRunning, postgresql: PrivatePostgreSQL, process: str, service: str
) -> None:
    """A gauge that nobody refreshes would tell of messages that another has long sent."""

    def gauges() -> list[list[float]]:
        return gauges_of(running.scrape_one(process), service)

    def told() -> bool:
        pending, oldest = gauges()
        return sum(pending) > 0 and max(oldest) >= HOUR

    _start(running, process)
    opened = getattr(running, f"{service}_database")
    with opened() as database:
        put(database, OUTBOXES[service], due_before=HOUR, kind="waiting")
        url = database.url.render_as_string(hide_password=False)
    assert wait_for(told, "the message is told of")
    with _lock_of_our_own(postgresql, url):
        assert wait_for(lambda: gauges() == [[], []], "nothing is exported any more")
    assert wait_for(told, "the message is told of again")


def test_of_two_relays_the_one_that_stands_by_tells_nothing_of_the_database(
    running: StackRunning,
) -> None:
    _start(running, "relay", STANDBY)

    def exported(relay: str) -> tuple[bool, bool]:
        page = running.scrape_one(relay)
        active = read_series(page, "saring_relay_active", {}) == [1]
        told = read_series(page, "saring_queue_items", {})
        return active, bool(told) and [] not in gauges_of(page, "moderation")

    def both() -> set[tuple[bool, bool]]:
        return {exported("relay"), exported(STANDBY)}

    assert wait_for(lambda: both() == {(True, True), (False, False)}, "one exports, one does not")


def test_each_service_tells_of_its_own_outbox_only(running: StackRunning) -> None:
    _start(running, "relay", "publisher")
    assert wait_for(
        lambda: [] not in gauges_of(running.scrape_one("publisher"), "publisher"),
        "the publisher tells of its own outbox",
    )
    assert gauges_of(running.scrape_one("publisher"), "moderation") == [[], []]
    assert gauges_of(running.scrape_one("relay"), "publisher") == [[], []]

"""What the publisher's gauges make of its database."""

from services.publisher.gauges import forget_gauges, refresh_gauges
from services.publisher.store import Outbox
from shared.exposition import exposition
from shared.metrics import OUTBOX_PENDING
from tests.support.outboxes import gauges_of, put
from tests.support.publishing import Desk

HOUR = 3600.0


def test_reports_that_wait_are_counted_and_their_age_is_told(desk: Desk) -> None:
    put(desk.publisher.database, Outbox, due_before=HOUR, kind="waiting")
    put(desk.publisher.database, Outbox, due_before=2 * HOUR, kind="sent")
    refresh_gauges(desk.publisher)
    (pending,), (oldest,) = gauges_of(exposition().decode(), "publisher")
    assert pending == 1
    assert HOUR <= oldest < 2 * HOUR


def test_who_lost_the_lock_tells_nothing_old_and_spares_the_other_service(desk: Desk) -> None:
    """In the embedded default one process exports both."""
    put(desk.publisher.database, Outbox, due_before=HOUR, kind="waiting")
    refresh_gauges(desk.publisher)
    OUTBOX_PENDING.labels(service="moderation").set(3)
    forget_gauges()
    forget_gauges()  # A standby does so again and again.
    text = exposition().decode()
    assert gauges_of(text, "publisher") == [[], []]
    assert gauges_of(text, "moderation")[0] == [3]
    OUTBOX_PENDING.remove("moderation")

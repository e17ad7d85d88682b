"""What waits in the databases is told to Prometheus, in both wirings, and by one process only."""

import pytest

from tests.support.outboxes import gauges_of
from tests.support.running import Running
from tests.support.waiting import wait_for

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("service", ["moderation", "publisher"])
def test_each_outbox_is_told_of_once(running: Running, service: str) -> None:
    running.app.submit("Terima kasih, lampu jalan di dusun kami sudah menyala.")
    assert wait_for(
        lambda: [len(found) for found in gauges_of(running.scrape(), service)] == [1, 1],
        f"the outbox of {service} is told of",
    )
    assert wait_for(
        lambda: gauges_of(running.scrape(), service) == [[0], [0]],
        f"nothing waits at {service} any more",
    )

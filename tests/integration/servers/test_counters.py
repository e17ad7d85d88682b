"""Processes of one service count together in a folder, and leave none behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.stack.access import Access
from tests.support.metrics import read_metric
from tests.support.servers import PrivatePostgreSQL, PrivateRabbitMQ
from tests.support.stack import StackRunning
from tests.support.waiting import wait_for


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the place for temporary files of this test's processes."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    return place


@pytest.fixture
def running(
    postgresql: PrivatePostgreSQL, rabbitmq: PrivateRabbitMQ, tmp_path: Path, folders: Path
) -> Iterator[StackRunning]:
    """Give an installation with an api and a worker only."""
    del folders
    running = StackRunning(tmp_path, {}, Access(postgresql.fresh(), rabbitmq.fresh()))
    running.processes = ("api", "worker")
    try:
        running.start()
        yield running
    finally:
        running.kill_all()


@pytest.mark.parametrize("process", ["api", "worker"])
def test_a_process_that_is_killed_leaves_nothing_to_the_next(
    running: StackRunning, folders: Path, process: str
) -> None:
    other = ({"api", "worker"} - {process}).pop()

    def made() -> set[Path]:
        return set(folders.glob("saring-metrics-*"))

    before = made()
    assert len(before) == len(running.processes)

    def killed_and_started() -> bool:
        seen = made()
        running.kill(process)
        running.start_one(process)
        wait_for(lambda: made() - seen, f"{process} has a new folder")
        # Children of the killed one may live a little longer, and count as long as they do.
        return len(made()) == len(before)

    wait_for(killed_and_started, "no folder is left but two")
    running.wait_until_listening(process)
    assert len(made() & before) == 1, f"the folder of {other} is another"
    running.app.submit("Terima kasih, selokan kami sudah bersih.")
    wait_for(lambda: _screened(running) == 1, f"{other} and {process} still count")


def _screened(running: StackRunning) -> float:
    page = running.scrape_one("worker")
    return read_metric(page, "saring_screening_seconds_count", {})

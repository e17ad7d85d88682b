"""The stop switch holds back what would be posted, at once, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from services.publisher.sender import Sender
from shared.messages import Operation
from tests.support.publishing import Desk, open_desk


def _by_flag_file(desk: Desk, *, on: bool) -> None:
    flag = desk.publisher.settings.data_dir / "STOP"
    if on:
        flag.touch()
    else:
        flag.unlink()


def _by_command(desk: Desk, *, on: bool) -> None:
    op = Operation.STOP if on else Operation.RESUME
    desk.send("channel", op=op, seq=1 if on else 2)


Switch = Callable[..., None]


@pytest.mark.parametrize("switch", [_by_flag_file, _by_command])
def test_while_stopped_nothing_is_posted_but_recalls_go_on(desk: Desk, switch: Switch) -> None:
    desk.send("up", seq=1)
    desk.work()
    switch(desk, on=True)
    desk.send("waits")
    desk.send("up", op=Operation.RECALL, seq=2)
    desk.work()
    assert desk.on_page() == {}
    assert REGISTRY.get_sample_value("saring_publisher_stopped") == 1
    switch(desk, on=False)
    desk.work()
    assert set(desk.on_page()) == {"waits"}
    assert REGISTRY.get_sample_value("saring_publisher_stopped") == 0


@pytest.mark.parametrize(("value", "posts"), [("1", False), ("ya", False), ("0", True), ("", True)])
def test_the_environment_stops_every_channel(tmp_path: Path, value: str, *, posts: bool) -> None:
    desk = open_desk(tmp_path, stop=value)
    desk.send("s1")
    assert bool(desk.work()) is posts
    desk.publisher.database.dispose()


def test_a_stop_between_claim_and_post_still_stops(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.send("s1")
    sender = Sender(desk.publisher)
    claim = sender._claim  # noqa: SLF001 - the moment between claim and post is what is tested

    def claim_and_be_stopped(row_id: int) -> bool:
        claimed = claim(row_id)
        _by_flag_file(desk, on=True)
        return claimed

    with monkeypatch.context() as patch:
        patch.setattr(sender, "_claim", claim_and_be_stopped)
        assert sender.run_once() == 0
    assert desk.on_page() == {}
    _by_flag_file(desk, on=False)
    assert sender.run_once() == 1


def test_a_stop_is_answered_and_an_older_one_cannot_undo_a_newer(desk: Desk) -> None:
    desk.send("channel", op=Operation.STOP, seq=2)
    desk.send("channel", op=Operation.RESUME, seq=1)
    assert desk.answers() == [
        ("channel.status", 2, "stopped"),
        ("publication.refused", 1, "superseded"),
    ]
    desk.send("s1")
    assert desk.work() == 0

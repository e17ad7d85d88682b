"""What a channel does not do is tried again while that may help, and else goes to a person."""

import pytest

from services.publisher.channels.port import ChannelError
from shared.messages import Operation
from tests.support.publishing import Desk, break_channels


def test_a_passing_failure_is_tried_again_and_a_third_goes_to_a_person(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.send("s1")
    break_channels(monkeypatch, ChannelError("busy", permanent=False))
    for _ in range(2):
        assert desk.work() == 0
        assert desk.work() == 0
        desk.make_due()
    assert desk.work() == 1
    assert desk.answers() == [("publication.failed", 1, "busy")]


def test_a_permanent_failure_is_not_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.send("s1")
    break_channels(monkeypatch, ChannelError("gone", permanent=True))
    assert desk.work() == 1
    assert desk.answers() == [("publication.failed", 1, "gone")]


def test_a_recall_is_tried_until_it_is_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.send("s1", seq=1)
    desk.work()
    desk.send("s1", op=Operation.RECALL, seq=2)
    with monkeypatch.context() as patch:
        break_channels(patch, ChannelError("busy", permanent=False))
        for _ in range(5):
            assert desk.work() == 0
            desk.make_due()
    desk.work()
    assert desk.on_page() == {}

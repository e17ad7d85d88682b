"""The receiver that docs/channels.md shows works as it is written there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from services.publisher.channels.webhook_secrets import read_signers
from shared.channels import ChannelKind, load_channels
from shared.messages import Operation
from tests.guards.repository import ROOT
from tests.support.publishing import Desk
from tests.support.receiver import OTHER_SECRET, SECRET, Delivery, Receiver
from tests.support.remote import PORTAL

GUIDE = (ROOT / "docs" / "channels.md").read_text(encoding="utf-8")
Receive = Callable[[str, dict[str, str], bytes], tuple[int, str | None]]


def _blocks(language: str) -> list[str]:
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```", GUIDE, re.MULTILINE | re.DOTALL)
    return [text for _, text in found]


@pytest.fixture
def receive() -> Receive:
    (source,) = _blocks("python")
    names: dict[str, Receive] = {}
    exec(compile(source, "docs/channels.md", "exec"), names)  # noqa: S102 - the guide's own code
    return names["receive"]


def _given(receive: Receive, sent: Delivery, secret: str = SECRET) -> tuple[int, str | None]:
    return receive(secret, dict(sent.headers), sent.body)


def test_it_posts_once_takes_off_and_lets_nothing_late_undo_that(
    desk: Desk, behind: Receiver, receive: Receive
) -> None:
    desk.send("s1", channels=PORTAL, seq=1)
    desk.work()
    desk.send("s1", channels=PORTAL, seq=2, op=Operation.RECALL)
    desk.work()
    published, recalled = behind.deliveries
    assert _given(receive, published) == (200, "post")
    assert _given(receive, published) == (200, None)
    assert _given(receive, recalled) == (200, "take off")
    assert _given(receive, published) == (200, None)


def test_a_recall_that_is_first_keeps_the_late_post_away(
    desk: Desk, behind: Receiver, receive: Receive
) -> None:
    desk.send("s1", channels=PORTAL, seq=1)
    desk.work()
    desk.send("s1", channels=PORTAL, seq=2, op=Operation.RECALL)
    desk.work()
    published, recalled = behind.deliveries
    assert [_given(receive, one) for one in (recalled, published)] == [
        (200, "take off"),
        (200, None),
    ]


def test_it_refuses_what_others_signed_or_changed(
    desk: Desk, behind: Receiver, receive: Receive
) -> None:
    desk.send("s1", channels=PORTAL)
    desk.work()
    (sent,) = behind.deliveries
    assert _given(receive, sent, OTHER_SECRET) == (401, None)
    assert receive(SECRET, dict(sent.headers), sent.body + b" ") == (401, None)


def test_the_channels_that_it_shows_can_be_used(tmp_path: Path) -> None:
    site, portal = _blocks("yaml")
    path = tmp_path / "channels.yaml"
    path.write_text(site + portal.replace("\n   ", "\n").removeprefix("   "), encoding="utf-8")
    book = load_channels(path)
    assert {name: facts.kind for name, facts in book.items()} == {
        "site": ChannelKind.SITE,
        "portal": ChannelKind.HTTP_POST,
    }
    assert set(read_signers(book, {"SARING_CHANNEL_PORTAL_SECRET": SECRET})) == {"portal"}

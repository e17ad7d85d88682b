"""What every channel does, whatever is behind it. A new channel joins the list and passes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.publisher.channels.port import Channel, ChannelError, Post
from services.publisher.channels.site import SiteChannel
from shared.channels import Reconcile
from shared.database import Database
from shared.migrations import upgrade

POST = Post("s1", 1, "Jalan sudah mulus", "Ibu Tini")


def _site(folder: Path) -> Iterator[Channel]:
    database = Database(f"sqlite:///{folder / 'publisher.sqlite3'}")
    upgrade(database, "services.publisher.store")
    with database.writing() as session:
        yield SiteChannel(session, base_url="https://kabar.example", now=datetime.now(UTC))
    database.dispose()


CHANNELS: list[Callable[[Path], Iterator[Channel]]] = [_site]


@pytest.fixture(params=CHANNELS, ids=["site"])
def channel(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Channel]:
    yield from request.param(tmp_path)


def test_it_says_how_an_unknown_outcome_is_settled(channel: Channel) -> None:
    assert channel.reconcile in Reconcile


def test_what_is_published_stands_at_an_address(channel: Channel) -> None:
    assert channel.publish(POST).startswith("https://")
    assert channel.status("s1") == 1


def test_publishing_twice_leaves_one(channel: Channel) -> None:
    assert channel.publish(POST) == channel.publish(POST)
    channel.recall("s1")
    assert channel.status("s1") is None


def test_an_update_takes_the_older_revisions_place(channel: Channel) -> None:
    channel.publish(POST)
    channel.update(replace(POST, revision=2))
    assert channel.status("s1") == 2


def test_an_older_revision_does_not_take_a_newer_ones_place(channel: Channel) -> None:
    channel.publish(replace(POST, revision=2))
    with pytest.raises(ChannelError) as caught:
        channel.publish(POST)
    assert caught.value.permanent
    assert channel.status("s1") == 2


def test_recalling_what_does_not_stand_does_nothing(channel: Channel) -> None:
    channel.recall("s1")
    assert channel.status("s1") is None

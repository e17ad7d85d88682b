"""What every channel does, whatever is behind it. A new channel joins the list and passes."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from standardwebhooks import Webhook

from services.publisher.channels.http_post import HttpPostChannel
from services.publisher.channels.port import Channel, ChannelError, InDoubtError, Job
from services.publisher.channels.site import SiteChannel
from services.publisher.store import SitePost
from shared.channels import ChannelFacts, ChannelKind, Reconcile
from shared.database import Database
from shared.messages import Operation
from shared.migrations import upgrade
from shared.rendering import Part
from tests.support.receiver import DIES, SECRET, receiver

PART = Part(text="Jalan sudah mulus", credit="Ibu Tini")
PUBLISH = Job("p1", Operation.PUBLISH, "s1", 1, 0, 1, datetime.now(UTC))
NEWER = replace(PUBLISH, key="p2", op=Operation.UPDATE, revision=2, seq=2)
RECALL = replace(PUBLISH, key="r1", op=Operation.RECALL, seq=3)


@dataclass(frozen=True, slots=True)
class Case:
    """A channel, and a look at what stands behind it."""

    channel: Channel
    standing: Callable[[str], int | None]
    publish_unseen: Callable[[], None]
    """Publish, so that the publisher does not learn what became of it."""


def _site(folder: Path) -> Iterator[Case]:
    database = Database(f"sqlite:///{folder / 'publisher.sqlite3'}")
    upgrade(database, "services.publisher.store")
    with database.writing() as session:
        channel = SiteChannel(session, base_url="https://kabar.example", now=datetime.now(UTC))

        def standing(submission_id: str) -> int | None:
            session.flush()
            post = session.get(SitePost, submission_id, populate_existing=True)
            return post.revision if post else None

        def publish_unseen() -> None:
            """Lose the record: the post goes with it."""
            lost = session.begin_nested()
            channel.publish(PUBLISH, PART)
            lost.rollback()

        yield Case(channel, standing, publish_unseen)
    database.dispose()


def _http_post(_folder: Path) -> Iterator[Case]:
    with receiver() as behind:
        facts = ChannelFacts(
            name="portal",
            kind=ChannelKind.HTTP_POST,
            reconcile=Reconcile.IDEMPOTENT,
            title="Portal",
            base_url=behind.url,
        )
        channel = HttpPostChannel(facts, [Webhook(SECRET)], ends=time.monotonic() + 20)

        def publish_unseen() -> None:
            """Let the receiver end in the middle of its answer."""
            behind.next.append(DIES)
            with pytest.raises(InDoubtError):
                channel.publish(PUBLISH, PART)

        yield Case(channel, behind.standing.get, publish_unseen)
        assert [one.verified for one in behind.deliveries] == [True] * len(behind.deliveries)


@pytest.fixture(params=[_site, _http_post], ids=["site", "http-post"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    yield from request.param(tmp_path)


def test_what_is_published_stands(case: Case) -> None:
    address = case.channel.publish(PUBLISH, PART)
    assert address is None or address.startswith("https://")
    assert case.standing("s1") == 1


def test_publishing_twice_leaves_one(case: Case) -> None:
    assert case.channel.publish(PUBLISH, PART) == case.channel.publish(PUBLISH, PART)
    case.channel.recall(RECALL)
    assert case.standing("s1") is None


def test_what_nobody_saw_the_outcome_of_is_repeated_and_stands_once(case: Case) -> None:
    case.publish_unseen()
    case.channel.publish(PUBLISH, PART)
    assert case.standing("s1") == 1
    case.channel.recall(RECALL)
    assert case.standing("s1") is None


def test_an_update_takes_the_older_revisions_place(case: Case) -> None:
    case.channel.publish(PUBLISH, PART)
    case.channel.update(NEWER, PART)
    assert case.standing("s1") == 2


def test_an_older_revision_does_not_take_a_newer_ones_place(case: Case) -> None:
    case.channel.publish(replace(NEWER, op=Operation.PUBLISH), PART)
    with suppress(ChannelError):  # It may refuse, or leave what stands alone.
        case.channel.publish(PUBLISH, PART)
    assert case.standing("s1") == 2


def test_recalling_what_does_not_stand_does_nothing(case: Case) -> None:
    case.channel.recall(RECALL)
    assert case.standing("s1") is None

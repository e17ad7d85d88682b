"""An office's own system is sent what was approved: signed, once, and taken back when asked."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.receiver import DIES, SECRET, Receiver, answer, receiver, wait_for_event
from tests.support.remote import channels_file
from tests.support.running import EmbeddedRunning
from tests.support.rush import RECOVERY_SECONDS
from tests.support.waiting import wait_for

pytestmark = pytest.mark.e2e

PORTAL = ["portal"]
FRIENDLY = "Terima kasih, jalan di depan {} kampung kami sudah mulus."


@pytest.fixture
def behind() -> Iterator[Receiver]:
    with receiver() as running:
        yield running


@pytest.fixture
def embedded(behind: Receiver, tmp_path: Path) -> Iterator[EmbeddedRunning]:
    """Give an installation with a channel to the receiver."""
    file = channels_file(tmp_path, behind.url)
    settings = {"channels_file": str(file), "channel_portal_secret": SECRET}
    running = EmbeddedRunning(tmp_path, settings)
    yield running
    running.kill_all()


def test_an_approved_post_arrives_once_signed_and_is_taken_back(
    embedded: EmbeddedRunning, behind: Receiver
) -> None:
    embedded.start()
    app, text = embedded.app, FRIENDLY.format("zqportal")
    author = {"ref": "u-1", "display": "Warga Depok", "credit": True}
    behind.next.append(answer(201, b'{"url": "https://portal.example/a/1"}'))
    submission_id = app.submit(text, channels=["site", *PORTAL], author=author)
    found = app.wait_until(submission_id, "published")
    assert {one["channel"]: one["state"] for one in found["publications"]} == {
        "site": "published",
        "portal": "published",
    }
    assert {one.get("url") for one in found["publications"]} >= {"https://portal.example/a/1"}
    (sent,) = behind.deliveries
    assert (sent.verified, sent.data["submission"], sent.data["revision"]) == (
        True,
        submission_id,
        1,
    )
    assert (sent.data["text"], sent.data["credit"]) == (text, "Warga Depok")
    app.post(f"/v1/submissions/{submission_id}/recall", {"reason": "Diminta warga."})
    app.wait_until(submission_id, "recalled")
    assert (behind.standing, behind.posted) == ({}, [submission_id])
    assert [one.verified for one in behind.deliveries] == [True, True]
    assert embedded.metric("saring_publications_total", channel="portal", outcome="recalled") == 1
    assert embedded.stop() == 0
    assert "zqportal" not in embedded.output()


def test_a_receiver_that_dies_or_is_busy_is_asked_again_under_the_same_id(
    embedded: EmbeddedRunning, behind: Receiver
) -> None:
    embedded.start()
    app = embedded.app
    for unwell in ([DIES], [answer(503), answer(503)]):
        behind.next.extend(unwell)
        before = len(behind.deliveries)
        submission_id = app.submit(FRIENDLY.format(len(unwell)), channels=PORTAL)
        app.wait_until(submission_id, "published")
        calls = behind.deliveries[before:]
        assert len(calls) == len(unwell) + 1
        assert (len({one.id for one in calls}), len({one.body for one in calls})) == (1, 1)
        assert behind.posted.count(submission_id) == 1


@pytest.mark.timeout(300)
def test_a_kill_between_the_call_and_its_record_posts_nothing_twice(
    embedded: EmbeddedRunning, behind: Receiver
) -> None:
    """The receiver has the post and its answer on its lips when the publisher is gone."""
    embedded.start()
    go_on = threading.Event()
    behind.next.append(wait_for_event(go_on, answer(200)))
    submission_id = embedded.app.submit(FRIENDLY.format("balai"), channels=PORTAL)
    wait_for(lambda: behind.posted, "the receiver has the post")
    embedded.kill("up")
    go_on.set()
    embedded.start()
    embedded.app.wait_until(submission_id, "published", seconds=RECOVERY_SECONDS)
    first, second = behind.deliveries
    assert (first.id, first.body) == (second.id, second.body)
    assert (first.verified, second.verified) == (True, True)
    assert behind.posted == [submission_id]


def test_without_the_channels_secret_nothing_starts(embedded: EmbeddedRunning) -> None:
    embedded.environment.pop("SARING_CHANNEL_PORTAL_SECRET")
    refused = embedded.saring("up")
    lines = [line for line in refused.stderr.splitlines() if not line.startswith("{")]
    assert (refused.returncode, len(lines)) == (2, 1)
    assert "SARING_CHANNEL_PORTAL_SECRET: must be set" in lines[0]

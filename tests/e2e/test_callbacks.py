"""An app is told what became of its posts; its operator sets that up on the command line."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.support.callback_receiver import CallbackReceiver, callback_receiver
from tests.support.moderation import ABUSIVE, FRIENDLY, WITH_NIK
from tests.support.receiver import answer
from tests.support.running import Running
from tests.support.visitor import Visitor
from tests.support.waiting import wait_for

pytestmark = pytest.mark.e2e

SETTINGS = {"undo_seconds": "4"}
PASSWORD = "kata sandi yang panjang"


@dataclass(frozen=True, slots=True)
class Listening:
    """An installation, the app that is called back, and what they share."""

    running: Running
    receiver: CallbackReceiver
    source: str
    secret: str

    def told(self, submission_id: str, *types: str) -> None:
        """Wait until the app was told exactly this of a submission, in whatever order."""
        wait_for(
            lambda: sorted(one.type for one in self.receiver.of(submission_id)) == sorted(types),
            f"the app is told {', '.join(types)}",
        )
        assert all(one.is_signed_by(self.secret) for one in self.receiver.of(submission_id))


@pytest.fixture(scope="module")
def listening(running: Running) -> Iterator[Listening]:
    """Register a receiver for the source of the installation's key."""
    source = running.app.submission(running.app.submit(FRIENDLY))["source"]
    with callback_receiver() as receiver:
        done = running.saring("callbacks", "set", source, receiver.url)
        assert done.returncode == 0, done.stderr
        yield Listening(running, receiver, source, done.stdout.splitlines()[-1])


def test_the_operator_sees_that_the_app_can_be_reached(listening: Listening) -> None:
    done = listening.running.saring("callbacks", "test", listening.source)
    assert (done.returncode, done.stderr) == (0, "")
    assert "status 204" in done.stdout
    arrived = listening.receiver.arrived[-1]
    assert arrived.type == "saring.test"
    assert arrived.is_signed_by(listening.secret)
    shown = listening.running.saring("callbacks", "show").stdout
    assert listening.receiver.url in shown
    assert listening.secret not in shown


def test_an_app_is_told_of_decision_publication_and_recall(listening: Listening) -> None:
    app = listening.running.app
    submission_id = app.submit(f"{FRIENDLY} Sandikala!", external_id="laporan-31")
    listening.told(submission_id, "submission.decided", "publication.published")
    published = next(
        one.message["data"]
        for one in listening.receiver.of(submission_id)
        if one.type == "publication.published"
    )
    shown = app.submission(submission_id)
    assert published == {
        "id": submission_id,
        "external_id": "laporan-31",
        "revision": 1,
        "state": "published",
        "channel": "site",
        "url": shown["publications"][0]["url"],
    }
    answered = app.post(f"/v1/submissions/{submission_id}/recall", {"reason": "Salah kirim"})
    assert answered.status in {200, 202}
    listening.told(
        submission_id, "submission.decided", "publication.published", "publication.recalled"
    )
    everything = b"".join(one.body for one in listening.receiver.arrived)
    assert b"Sandikala" not in everything
    assert b"Salah kirim" not in everything


def test_a_decision_arrives_as_the_api_shows_it(listening: Listening) -> None:
    submission_id = listening.running.app.submit(ABUSIVE)
    listening.told(submission_id, "submission.decided")
    (arrived,) = listening.receiver.of(submission_id)
    shown = listening.running.app.submission(submission_id)
    assert arrived.message["data"]["decision"] == shown["decision"]
    assert arrived.message["data"]["state"] == "rejected"


def test_a_moderators_decision_is_told_after_the_undo_time_and_an_undone_one_never(
    listening: Listening,
) -> None:
    running = listening.running
    assert running.saring("users", "add", "siti", "--password", PASSWORD).returncode == 0
    moderator = Visitor(running.api_url).sign_in("siti", PASSWORD)
    submission_id = running.app.submit(WITH_NIK)
    running.app.wait_until(submission_id, "in_review")
    moderator.open(f"/console/items/{submission_id}")
    assert moderator.press("Setujui dengan samaran").status == 200
    assert moderator.press("Batalkan").status == 200
    running.app.wait_until(submission_id, "in_review")
    moderator.open(f"/console/items/{submission_id}")
    assert moderator.press("Setujui dengan samaran").status == 200
    listening.told(submission_id, "submission.decided", "publication.published")
    (data,) = [
        one.message["data"]
        for one in listening.receiver.of(submission_id)
        if one.type == "submission.decided"
    ]
    assert (data["revision"], data["decision"]["redacted"]) == (3, True)


def test_a_receiver_that_stumbles_is_asked_again_under_the_same_id(listening: Listening) -> None:
    listening.receiver.next.extend([answer(500), answer(503)])
    submission_id = listening.running.app.submit(ABUSIVE)
    listening.told(submission_id, *["submission.decided"] * 3)
    assert len({one.id for one in listening.receiver.of(submission_id)}) == 1


def test_what_was_given_up_is_listed_and_sent_again(listening: Listening) -> None:
    running, receiver = listening.running, listening.receiver
    receiver.next.append(answer(410))
    submission_id = running.app.submit(ABUSIVE)
    dead = wait_for(lambda: running.saring("callbacks", "dead").stdout, "it is listed as dead")
    callback_id = receiver.of(submission_id)[0].id
    assert callback_id in dead
    assert "410  gone" in dead
    assert running.metric("saring_callbacks_total", result="dead") == 1
    done = running.saring("callbacks", "replay", callback_id)
    assert (done.returncode, done.stdout) == (0, "to be delivered again: 1\n")
    listening.told(submission_id, "submission.decided", "submission.decided")
    assert running.saring("callbacks", "dead").stdout == ""
    assert running.saring("callbacks", "replay", callback_id).returncode == 2


def test_while_a_secret_is_rotated_both_verify(listening: Listening) -> None:
    done = listening.running.saring("callbacks", "rotate", listening.source, "--overlap", "1")
    new = done.stdout.splitlines()[-1]
    assert listening.running.saring("callbacks", "test", listening.source).returncode == 0
    arrived = listening.receiver.arrived[-1]
    assert arrived.is_signed_by(listening.secret)
    assert arrived.is_signed_by(new)


def test_no_secret_is_in_any_log(listening: Listening) -> None:
    assert listening.secret.removeprefix("whsec_") not in listening.running.output()


def test_a_receiver_that_cannot_be_reached_shows_at_once(running: Running) -> None:
    done = running.saring("callbacks", "set", "elsewhere", "http://127.0.0.1:9/callbacks")
    assert "No API key" in done.stderr
    tested = running.saring("callbacks", "test", "elsewhere")
    assert tested.returncode == 1
    assert "connect_failed" in tested.stdout
    assert "Nobody answers" in tested.stderr
    removed = running.saring("callbacks", "remove", "elsewhere")
    assert (removed.returncode, removed.stdout) == (0, "removed; callbacks cancelled: 0\n")

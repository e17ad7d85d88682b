"""What is told of a post's publications to the app behind it."""

import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from services.moderation.store.messages import Outbox
from services.moderation.wiring import Moderation
from services.moderation.workflow.decide import approve
from services.moderation.workflow.edit import edit
from services.moderation.workflow.outcomes import take_event
from services.moderation.workflow.posted import NewSubmission
from services.moderation.workflow.recall import recall
from services.moderation.workflow.withdraw import withdraw
from shared.messages import VERSION, EventType, PublicationEvent, RefusalReason
from tests.support.callbacks import callbacks, listen, messages
from tests.support.moderation import ABUSIVE, FRIENDLY, WITH_NIK, row, screened

TELLING = {"dusun", "mulus", "anjing", "goblok", "bangsat", "tetangga", "3404011203850001"}
"""Words of the posts that no sentence of ours has."""


def _report(app: Moderation, submission: str, kind: EventType, seq: int, **fields: str) -> None:
    event = PublicationEvent(
        v=VERSION,
        id=str(uuid.uuid4()),
        type=kind,
        submission=submission,
        revision=1,
        seq=seq,
        channel="site",
        at=datetime.now(UTC),
        **fields,
    )
    assert take_event(app, event.body())


@pytest.mark.parametrize(
    ("event", "fields", "told", "state"),
    [
        (EventType.PUBLISHED, {"url": "http://site/p"}, "publication.published", "published"),
        (EventType.FAILED, {"reason": "channel_away"}, "publication.failed", "publish_failed"),
        (
            EventType.REFUSED,
            {"reason": RefusalReason.BAD_CONTENT},
            "publication.failed",
            "publish_failed",
        ),
    ],
)
def test_what_became_of_a_post_on_a_channel_is_told(
    app: Moderation, event: EventType, fields: dict[str, str], told: str, state: str
) -> None:
    listen(app)
    submission_id = screened(app, FRIENDLY)
    _report(app, submission_id, event, 1, **fields)
    assert messages(app)[-1]["type"] == told
    assert messages(app)[-1]["data"] == {
        "id": submission_id,
        "external_id": None,
        "revision": 1,
        "state": state,
        "channel": "site",
        **fields,
    }


def _recall(app: Moderation, submission_id: str) -> None:
    recall(app, submission_id, actor="source:app", reason="salah kirim", source="app")


def _withdraw(app: Moderation, submission_id: str) -> None:
    withdraw(app, submission_id, actor="source:app", source="app")


@pytest.mark.parametrize(("take", "state"), [(_recall, "recalled"), (_withdraw, "withdrawn")])
def test_what_was_taken_back_is_told_once_it_is_gone(
    app: Moderation, take: Callable[[Moderation, str], None], state: str
) -> None:
    listen(app)
    submission_id = screened(app, FRIENDLY)
    _report(app, submission_id, EventType.PUBLISHED, 1, url="http://site/post")
    take(app, submission_id)
    assert len(callbacks(app)) == 2
    _report(app, submission_id, EventType.RECALLED, 2)
    last = messages(app)[-1]
    assert (last["type"], last["data"]["state"]) == ("publication.recalled", state)
    assert "salah kirim" not in json.dumps(last)


@pytest.mark.parametrize(
    ("event", "seq", "fields"),
    [
        # A person finds out first what became of it.
        (EventType.UNKNOWN, 1, {}),
        # It is commanded anew.
        (EventType.REFUSED, 1, {"reason": RefusalReason.EXPIRED}),
        # Not about the newest command.
        (EventType.PUBLISHED, 0, {"url": "http://site/post"}),
    ],
)
def test_what_settles_nothing_is_not_told(
    app: Moderation, event: EventType, seq: int, fields: dict[str, str]
) -> None:
    listen(app)
    submission_id = screened(app, FRIENDLY)
    _report(app, submission_id, event, seq, **fields)
    assert len(callbacks(app)) == 1


def test_what_is_told_is_of_the_revision_that_was_commanded(app: Moderation) -> None:
    """The app has changed its post meanwhile, which is yet to be screened."""
    listen(app)
    submission_id = screened(app, FRIENDLY)
    _leave(app)
    new = NewSubmission(source="app", text=f"{FRIENDLY} Salam.", channels=("site",))
    edit(app, submission_id, new, actor="source:app")
    assert row(app, submission_id).revision == 2
    _report(app, submission_id, EventType.PUBLISHED, 1, url="http://site/post")
    told = messages(app)[-1]
    assert told["type"] == "publication.published"
    assert (told["data"]["revision"], told["data"]["state"]) == (1, "received")


def _leave(app: Moderation) -> None:
    """Let the relay take every command."""
    with app.database.writing() as session:
        now = app.database.now(session)
        session.execute(update(Outbox).values(claimed_at=now, sent_at=now, body=""))


def test_a_second_copy_of_an_event_tells_nothing_twice(app: Moderation) -> None:
    listen(app)
    submission_id = screened(app, FRIENDLY)
    event = PublicationEvent(
        v=VERSION,
        id="one",
        type=EventType.PUBLISHED,
        submission=submission_id,
        revision=1,
        seq=1,
        channel="site",
        at=datetime.now(UTC),
    )
    assert take_event(app, event.body())
    assert take_event(app, event.body())
    assert len(callbacks(app)) == 2


def test_no_word_of_a_post_its_author_or_a_note_is_in_any_callback(app: Moderation) -> None:
    """Each is searched for in every body that was ever written."""
    listen(app)
    secrets = {
        "author_ref": "rujukan-warga-88",
        "author_display": "Bu Sumarni Gondokusuman",
        "metadata": {"loket": "loket-tujuh-belas"},
    }
    submission_id = screened(app, FRIENDLY, author_credit=True, **secrets)
    screened(app, ABUSIVE, **secrets)
    masked = screened(app, WITH_NIK, **secrets)
    version = row(app, masked).version
    approve(app, masked, actor="user:moderator", version=version, redacted=True)
    _report(app, submission_id, EventType.PUBLISHED, 1, url="http://site/post")
    _recall(app, submission_id)
    _report(app, submission_id, EventType.RECALLED, 2)
    bodies = " ".join(one.body for one in callbacks(app)).lower()
    assert len(callbacks(app)) == 5
    posts = f"{FRIENDLY} {ABUSIVE} {WITH_NIK}".lower()
    assert {word for word in TELLING if word not in posts} == set()
    others = {"rujukan-warga-88", "sumarni", "gondokusuman", "loket-tujuh-belas", "salah kirim"}
    assert {word for word in TELLING | others if word in bodies} == set()

"""Somebody with write access to the databases, but without the signing key, publishes nothing."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from services.moderation.store.contents import ContentCipher
from services.moderation.store.messages import Outbox
from services.publisher.store import SitePost
from shared.clock import rfc3339, utc_now
from shared.signing import new_signing_key
from tests.support.official_page import standing, stands
from tests.support.running import Running
from tests.support.smuggling import (
    FORGED,
    FORGED_CONTENT,
    altered,
    key_id,
    plant,
    signed,
    smuggle,
    with_header,
)
from tests.support.waiting import wait_for

pytestmark = pytest.mark.e2e

SIGNING_KEY = new_signing_key()
"""Known to these tests alone, to make what only an insider could: a command that has expired."""

CONTENT_KEY = Fernet.generate_key().decode()
"""Known to these tests alone, to read what waits: a command that was sent once."""

SETTINGS = {"signing_key": SIGNING_KEY, "content_keys": CONTENT_KEY}
FRIENDLY = "Terima kasih, saluran air di kampung kami sudah lancar kembali."

Forge = Callable[[str], str]
FORGERIES: dict[str, Forge] = {
    "malformed": lambda _: "{",
    "unknown_version": lambda genuine: altered(genuine, v=2),
    "unknown_key": lambda _: signed(new_signing_key(), str(uuid4())),
    "wrong_algorithm": lambda genuine: with_header(genuine, alg="none"),
    "bad_signature": lambda genuine: with_header(
        signed(new_signing_key(), str(uuid4())), kid=key_id(genuine)
    ),
    "mismatched": lambda genuine: altered(genuine, content=FORGED_CONTENT),
}


def approved(running: Running, *, after: timedelta) -> tuple[str, str]:
    """Let the policy approve a post that leaves after a while; return its id and its command."""
    submission_id = running.app.submit(FRIENDLY, scheduled_at=rfc3339(utc_now() + after))
    running.app.wait_until(submission_id, "publishing", "approved")
    with running.moderation_database() as database, database.reading() as session:
        query = select(Outbox.body).where(Outbox.submission_id == submission_id)
        return submission_id, ContentCipher(CONTENT_KEY).open_message(session.scalars(query).one())


@pytest.fixture(scope="module")
def genuine(running: Running) -> str:
    """Return a command that moderation signed, and that leaves tomorrow."""
    return approved(running, after=timedelta(days=1))[1]


def check_nothing_forged_stands(running: Running) -> None:
    """Publish something approved after the forgery; by then it would stand, and does not."""
    later = running.app.submit(FRIENDLY)
    running.app.wait_until(later, "published")
    assert FORGED not in {post.text for post in standing(running.site_url)}


@pytest.mark.parametrize("reason", FORGERIES)
def test_a_forged_command_is_set_aside_and_counted_and_publishes_nothing(
    running: Running, genuine: str, reason: str
) -> None:
    smuggle(running, FORGERIES[reason](genuine))
    assert running.metric("saring_dead_letters_total", reason=reason) == 1
    # A version of tomorrow is no attack: it is parked.
    refused = int(reason != "unknown_version")
    assert running.metric("saring_commands_refused_total", reason=reason) == refused
    check_nothing_forged_stands(running)


def test_an_expired_command_is_refused_and_counted_and_publishes_nothing(running: Running) -> None:
    smuggle(running, signed(SIGNING_KEY, str(uuid4()), age=timedelta(hours=73)))
    assert running.metric("saring_commands_refused_total", reason="expired") == 1
    check_nothing_forged_stands(running)


def test_a_command_sent_before_its_time_waits_for_it(running: Running) -> None:
    submission_id, _ = approved(running, after=timedelta(days=1))
    with running.moderation_database() as database, database.writing() as session:
        row = update(Outbox).where(Outbox.submission_id == submission_id)
        session.execute(row.values(available_at=utc_now()))
    check_nothing_forged_stands(running)
    assert not stands(running.site_url, submission_id)


def test_a_command_sent_again_posts_once_and_not_after_a_recall(running: Running) -> None:
    submission_id, body = approved(running, after=timedelta(seconds=8))
    running.app.wait_until(submission_id, "published")
    before = running.metric("saring_commands_total", disposition="duplicate")
    smuggle(running, body)
    assert [post.submission_id for post in standing(running.site_url)].count(submission_id) == 1
    answer = running.app.post(f"/v1/submissions/{submission_id}/recall", {"reason": "Keliru."})
    assert answer.status == 202
    running.app.wait_until(submission_id, "recalled")
    smuggle(running, body)
    assert running.metric("saring_commands_total", disposition="duplicate") == before + 2
    check_nothing_forged_stands(running)
    assert not stands(running.site_url, submission_id)
    assert running.app.submission(submission_id)["state"] == "recalled"


def test_what_was_planted_on_the_page_is_counted_once(running: Running) -> None:
    """A post that no decision covers, and one whose words were changed after its approval."""
    changed = running.app.submit(FRIENDLY)
    running.app.wait_until(changed, "published")
    assert running.metric("saring_unscreened_published_total") == 0
    planted = plant(running, "Tulisan yang ditanam.")
    check_alarms(running, 1)
    with running.publisher_database() as database, database.writing() as session:
        post = update(SitePost).where(SitePost.submission_id == changed)
        session.execute(post.values(text="Tulisan yang diubah."))
    check_alarms(running, 2)
    assert f'"submission": "{planted}"' in running.output()
    assert "ditanam" not in running.output()


def check_alarms(running: Running, count: int) -> None:
    """Wait until the counter is `count`; it stays there while the page is looked at again."""
    name = "saring_unscreened_published_total"
    wait_for(lambda: running.metric(name) >= count, f"{name} rises to {count}")
    looked = running.metric("saring_reconciled_pages_total", result="compared")
    wait_for(
        lambda: running.metric("saring_reconciled_pages_total", result="compared") >= looked + 2,
        "the page is compared with the audit twice more",
    )
    assert running.metric(name) == count

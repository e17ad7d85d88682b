"""Taking a post in."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from services.moderation.domain.errors import ConflictError, InvalidFieldError
from services.moderation.store.audit import AuditRow
from services.moderation.store.contents import load_words
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.submit import NewSubmission, submit
from shared.channels import ChannelBook
from tests.support.moderation import FRIENDLY, post, row


def _count(app: Moderation) -> int:
    with app.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Submission)) or 0


@pytest.mark.parametrize(
    "text", [FRIENDLY, " spasi di tepi ", "a\u0301 bukan á", "👨‍👩‍👧 \x07 \r\n ﷺ"]
)
def test_the_text_is_kept_to_the_code_point(app: Moderation, text: str) -> None:
    """No trim, no normalisation."""
    submission_id = post(app, text)
    with app.database.reading() as session:
        assert load_words(session, app.cipher, submission_id, 1).text == text


def test_no_word_stands_in_the_database_in_the_clear(app: Moderation, tmp_path: Path) -> None:
    """Text, author and metadata are encrypted; the author is found by a keyed digest."""
    post(
        app,
        "rahasia-teks",
        author_ref="rahasia-ref",
        author_display="rahasia-nama",
        author_credit=True,
        metadata={"k": "rahasia-meta"},
    )
    app.database.dispose()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("moderation.sqlite3*"))
    assert b"rahasia" not in stored
    with app.database.reading() as session:
        assert all("rahasia" not in body for body in session.scalars(select(AuditRow.body)))


def test_equal_external_id_and_content_is_one_submission(app: Moderation) -> None:
    """A retry of an app that lost the answer makes nothing new."""
    first = submit(app, NewSubmission("app", FRIENDLY, ("site",), external_id="7"))
    again = submit(app, NewSubmission("app", FRIENDLY, ("site",), external_id="7"))
    assert (first.created, again.created, again.id) == (True, False, first.id)
    assert _count(app) == 1


def test_equal_external_id_with_other_content_is_refused(app: Moderation) -> None:
    """The same id of another source is another post."""
    submit(app, NewSubmission("app", FRIENDLY, ("site",), external_id="7"))
    with pytest.raises(ConflictError, match="external_id"):
        submit(app, NewSubmission("app", "lain", ("site",), external_id="7"))
    assert submit(app, NewSubmission("other", "lain", ("site",), external_id="7")).created


def test_an_unknown_channel_is_named_by_its_pointer_and_nothing_is_stored(app: Moderation) -> None:
    """The message lists the channels there are."""
    with pytest.raises(InvalidFieldError, match="site") as caught:
        submit(app, NewSubmission("app", FRIENDLY, ("site", "radio")))
    assert caught.value.pointer == "/channels/1"
    assert _count(app) == 0


def test_what_was_stored_is_found_again_when_its_channel_is_gone(app: Moderation) -> None:
    """The app would believe that its post was never taken."""
    new = NewSubmission("app", FRIENDLY, ("site",), external_id="7")
    stored = submit(app, new)
    without = replace(app, channels=ChannelBook({"halaman": app.channels["site"]}))
    assert submit(without, new).id == stored.id
    with pytest.raises(InvalidFieldError):
        submit(without, replace(new, external_id="8"))


def test_a_submission_waits_for_screening(app: Moderation) -> None:
    """Nothing is decided when it is taken in."""
    assert row(app, post(app, FRIENDLY)).state == "received"

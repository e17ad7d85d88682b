"""Editing a post: a new revision, screened anew."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from services.moderation.domain.errors import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidFieldError,
    NotFoundError,
)
from services.moderation.store.contents import Content, load_words
from services.moderation.wiring import Moderation
from services.moderation.workflow.claim import claim_due
from services.moderation.workflow.decide import approve
from services.moderation.workflow.edit import Edited, edit
from services.moderation.workflow.posted import NewSubmission
from services.moderation.workflow.recall import recall
from services.moderation.workflow.screen import screen_claimed
from services.moderation.workflow.submit import submit
from services.moderation.workflow.withdraw import withdraw
from tests.support.callbacks import listen, messages
from tests.support.moderation import (
    ABUSIVE,
    FRIENDLY,
    WITH_NIK,
    commands,
    get_submission,
    post,
    row,
    screened,
)

ACTOR = "key:1"
OTHER = "Terima kasih, lampu di dusun kami sekarang sudah terang."
LATER = datetime(2099, 1, 1, tzinfo=UTC)


def _edit(
    app: Moderation,
    submission_id: str,
    text: str = OTHER,
    **fields: Any,  # noqa: ANN401 - NewSubmission's
) -> Edited:
    new = NewSubmission(**{"source": "app", "text": text, "channels": ("site",), **fields})
    return edit(app, submission_id, new, actor=ACTOR)


def test_an_edit_makes_a_revision_that_is_screened_anew(app: Moderation) -> None:
    """Both wordings are kept; the claim starts from nothing."""
    submission_id = screened(app, WITH_NIK)
    assert _edit(app, submission_id) == Edited(submission_id, changed=True)
    stored = row(app, submission_id)
    assert (stored.state, stored.revision, stored.attempts) == ("received", 2, 0)
    with app.database.reading() as session:
        origins = session.execute(select(Content.origin, Content.base_revision)).all()
        texts = [load_words(session, app.cipher, submission_id, number).text for number in (1, 2)]
    assert [tuple(entry) for entry in origins] == [("submitted", None), ("edit", 1)]
    assert texts == [WITH_NIK, OTHER]
    assert "decision" not in get_submission(app, submission_id, source=None)


def test_the_same_content_makes_nothing_new(app: Moderation) -> None:
    """Everything that was sent counts; the order of channels does not."""
    submission_id = screened(app, FRIENDLY, language="id")
    before = row(app, submission_id).version
    assert not _edit(app, submission_id, FRIENDLY, language="id").changed
    assert row(app, submission_id).version == before
    assert _edit(app, submission_id, FRIENDLY, language="jv").changed


def test_a_redaction_does_not_make_the_same_content_look_new(app: Moderation) -> None:
    """The app does not know of it, and repeats what it sent."""
    submission_id = screened(app, WITH_NIK)
    approve(
        app, submission_id, actor="user:a", version=row(app, submission_id).version, redacted=True
    )
    assert not _edit(app, submission_id, WITH_NIK).changed


def test_a_worker_that_screens_the_old_revision_settles_nothing(app: Moderation) -> None:
    submission_id = post(app, FRIENDLY)
    held = claim_due(app, "slow")
    assert held is not None
    _edit(app, submission_id, ABUSIVE)
    screen_claimed(app, held)
    assert row(app, submission_id).state == "received"
    assert commands(app) == []


def _withdrawn(app: Moderation) -> str:
    submission_id = screened(app, FRIENDLY)
    withdraw(app, submission_id, actor=ACTOR, source="app")
    return submission_id


def _sent(app: Moderation) -> str:
    return submit(app, NewSubmission("app", FRIENDLY, ("site",), external_id="7")).id


@pytest.mark.parametrize(
    ("made", "fields", "error"),
    [
        (_withdrawn, {}, ConflictError),
        (_sent, {"external_id": "8"}, InvalidFieldError),
        (_sent, {"channels": ("radio",)}, InvalidFieldError),
        (_sent, {"source": "other"}, NotFoundError),
    ],
)
def test_what_cannot_be_edited_is_refused_and_stays(
    app: Moderation,
    made: Callable[[Moderation], str],
    fields: dict[str, Any],
    error: type[Exception],
) -> None:
    submission_id = made(app)
    before = row(app, submission_id)
    with pytest.raises(error):
        _edit(app, submission_id, **fields)
    after = row(app, submission_id)
    assert (after.version, after.revision) == (before.version, before.revision)


@pytest.mark.parametrize("overtake", ["edit", "withdraw", "recall"])
def test_a_decision_that_the_app_overtook_in_time_is_not_told(
    app: Moderation, overtake: str
) -> None:
    """It never took effect."""
    listen(app)
    submission_id = screened(app, WITH_NIK)
    approve(app, submission_id, actor="user:a", version=row(app, submission_id).version)
    assert [message["type"] for message in messages(app)] == ["submission.decided"]
    if overtake == "edit":
        _edit(app, submission_id)
    elif overtake == "recall":
        recall(app, submission_id, actor=ACTOR, reason="Salah kirim", source="app")
    else:
        withdraw(app, submission_id, actor=ACTOR, source="app")
    assert messages(app) == []


def test_an_edit_meant_for_another_version_is_refused(app: Moderation) -> None:
    submission_id = screened(app, FRIENDLY)
    new = NewSubmission("app", OTHER, ("site",))
    with pytest.raises(ChangedMeanwhileError):
        edit(app, submission_id, new, actor=ACTOR, meant_for=lambda _: False)
    assert row(app, submission_id).revision == 1

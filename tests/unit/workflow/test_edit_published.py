"""Editing a post that is published, or about to be: what stands stays until a decision."""

from datetime import UTC, datetime
from typing import Any

from services.moderation.wiring import Moderation
from services.moderation.workflow.decide import approve
from services.moderation.workflow.edit import Edited, edit
from services.moderation.workflow.posted import NewSubmission
from services.moderation.workflow.recall import recall
from services.moderation.workflow.undo import undo
from tests.support.moderation import (
    ABUSIVE,
    FRIENDLY,
    WITH_NIK,
    commands,
    get_submission,
    row,
    screened,
)
from tests.support.page import Page

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


def _ops(app: Moderation) -> list[str]:
    """Return the commands that were not cancelled, oldest first."""
    return [
        command.routing_key.removeprefix("submission.")
        for command in commands(app)
        if command.cancelled_at is None
    ]


def _shown(app: Moderation, submission_id: str) -> tuple[str, list[str]]:
    answer = get_submission(app, submission_id, source=None)
    return str(answer["state"]), [entry["state"] for entry in answer["publications"]]


def test_what_waits_to_be_published_is_cancelled(app: Moderation) -> None:
    """Its words are blanked, and the submission stands nowhere."""
    submission_id = screened(app, FRIENDLY, scheduled_at=LATER)
    assert _shown(app, submission_id) == ("publishing", ["scheduled"])
    _edit(app, submission_id, scheduled_at=LATER)
    assert _shown(app, submission_id) == ("received", [])
    assert [(one.body, bool(one.cancelled_at)) for one in commands(app)] == [("", True)]


def test_what_stands_stays_until_the_new_revision_takes_its_place(
    app: Moderation, page: Page
) -> None:
    """By an update: at no time are there two posts, or none."""
    submission_id = screened(app, FRIENDLY)
    page.deliver()
    _edit(app, submission_id)
    assert (_shown(app, submission_id), page.texts()) == (("received", ["published"]), [FRIENDLY])
    page.screen_all()
    assert _shown(app, submission_id) == ("publishing", ["scheduled"])
    page.deliver()
    assert (_shown(app, submission_id), page.texts()) == (("published", ["published"]), [OTHER])
    assert _ops(app) == ["publish", "update"]


def test_a_rejected_revision_takes_the_old_one_off(app: Moderation, page: Page) -> None:
    submission_id = screened(app, FRIENDLY)
    page.deliver()
    _edit(app, submission_id, ABUSIVE)
    page.screen_all()
    assert _shown(app, submission_id) == ("rejected", ["recalling"])
    page.deliver()
    assert (_shown(app, submission_id), page.texts()) == (("rejected", ["recalled"]), [])


def test_an_undone_update_leaves_what_stands(app: Moderation, page: Page) -> None:
    """The publication is again what it was, at the revision that people read."""
    submission_id = screened(app, FRIENDLY)
    page.deliver()
    before = get_submission(app, submission_id, source=None)["publications"]
    _edit(app, submission_id, WITH_NIK)
    page.screen_all()
    version = row(app, submission_id).version
    approve(app, submission_id, actor="user:a", version=version, redacted=True)
    assert _shown(app, submission_id) == ("publishing", ["scheduled"])
    undo(app, submission_id, actor="user:a")
    assert get_submission(app, submission_id, source=None)["publications"] == before
    page.deliver()
    assert (_shown(app, submission_id), page.texts()) == (("in_review", ["published"]), [FRIENDLY])


def test_an_outcome_that_arrives_late_is_what_an_undo_goes_back_to(
    app: Moderation, page: Page
) -> None:
    """The first revision had left, and nobody had heard of it, when the second was commanded."""
    submission_id = screened(app, FRIENDLY)
    page.send()
    _edit(app, submission_id, WITH_NIK)
    page.screen_all()
    version = row(app, submission_id).version
    approve(app, submission_id, actor="user:a", version=version, redacted=True)
    page.report()
    assert _shown(app, submission_id) == ("publishing", ["scheduled"])
    undo(app, submission_id, actor="user:a")
    assert _shown(app, submission_id) == ("in_review", ["published"])


def test_once_recalled_a_person_decides_on_what_comes_after(app: Moderation, page: Page) -> None:
    """However friendly it is; approved by one, it is published under a new revision."""
    submission_id = screened(app, FRIENDLY)
    page.deliver()
    recall(app, submission_id, actor=ACTOR, reason="salah", source="app")
    page.deliver()
    _edit(app, submission_id)
    page.screen_all()
    assert _shown(app, submission_id) == ("in_review", ["recalled"])
    approve(app, submission_id, actor="user:a", version=row(app, submission_id).version)
    page.let_time_pass()
    page.deliver()
    assert (_shown(app, submission_id), page.texts()) == (("published", ["published"]), [OTHER])

"""Withdrawing and recalling a post, from wherever it is."""

from datetime import UTC, datetime

import pytest

from services.moderation.domain.errors import ConflictError, NotFoundError
from services.moderation.domain.states import SubmissionState
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.claim import claim_due
from services.moderation.workflow.edit import edit
from services.moderation.workflow.outcomes import take_event
from services.moderation.workflow.posted import NewSubmission
from services.moderation.workflow.recall import recall
from services.moderation.workflow.screen import screen_claimed
from services.moderation.workflow.withdraw import withdraw
from shared.messages import EventType, RefusalReason
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
from tests.support.outcome import outcome
from tests.support.page import Page

LATER = datetime(2099, 1, 1, tzinfo=UTC)


def _withdraw(app: Moderation, submission_id: str) -> bool:
    return withdraw(app, submission_id, actor="key:1", source="app")


def _shown(app: Moderation, submission_id: str) -> tuple[str, list[str]]:
    answer = get_submission(app, submission_id, source=None)
    return str(answer["state"]), [entry["state"] for entry in answer["publications"]]


@pytest.mark.parametrize("text", [ABUSIVE, WITH_NIK])
def test_what_never_left_is_simply_over(app: Moderation, text: str) -> None:
    submission_id = screened(app, text)
    assert not _withdraw(app, submission_id)
    assert (_shown(app, submission_id), commands(app)) == (("withdrawn", []), [])


def test_what_waits_to_be_published_is_cancelled(app: Moderation) -> None:
    submission_id = screened(app, FRIENDLY, scheduled_at=LATER)
    assert not _withdraw(app, submission_id)
    assert [bool(command.cancelled_at) for command in commands(app)] == [True]
    assert _shown(app, submission_id) == ("withdrawn", [])


def test_what_was_published_is_recalled(app: Moderation, page: Page) -> None:
    """Withdrawing again while the recall is on its way, or done, commands nothing more."""
    submission_id = screened(app, FRIENDLY)
    page.deliver()
    assert _withdraw(app, submission_id)
    assert _withdraw(app, submission_id)
    assert _shown(app, submission_id) == ("withdrawn", ["recalling"])
    page.deliver()
    assert not _withdraw(app, submission_id)
    assert (_shown(app, submission_id), page.texts()) == (("withdrawn", ["recalled"]), [])
    assert row(app, submission_id).seq == 2


def test_what_has_left_unheard_of_is_recalled(app: Moderation, page: Page) -> None:
    """Nobody knows yet that it stands on the page."""
    submission_id = screened(app, FRIENDLY)
    page.send()
    assert page.texts() == [FRIENDLY]
    assert _withdraw(app, submission_id)
    page.deliver()
    assert (_shown(app, submission_id), page.texts()) == (("withdrawn", ["recalled"]), [])


def test_a_worker_that_screens_it_just_now_settles_nothing(app: Moderation) -> None:
    submission_id = post(app, FRIENDLY)
    held = claim_due(app, "slow")
    assert held is not None
    _withdraw(app, submission_id)
    screen_claimed(app, held)
    assert (row(app, submission_id).state, commands(app)) == ("withdrawn", [])


@pytest.mark.parametrize("reason", ["channel_down", None])
def test_a_recall_that_failed_is_tried_again(
    app: Moderation, page: Page, reason: str | None
) -> None:
    submission_id = screened(app, FRIENDLY)
    page.deliver()
    _withdraw(app, submission_id)
    take_event(app, outcome(submission_id, EventType.FAILED, 2, reason=reason))
    assert _withdraw(app, submission_id)
    page.deliver()
    assert (_shown(app, submission_id), page.texts()) == (("withdrawn", ["recalled"]), [])


def test_an_expired_recall_of_a_withdrawn_post_is_issued_again(app: Moderation) -> None:
    submission_id = screened(app, FRIENDLY)
    take_event(app, outcome(submission_id, EventType.PUBLISHED, 1, url="http://site/post"))
    _withdraw(app, submission_id)
    take_event(app, outcome(submission_id, EventType.REFUSED, 2, reason=RefusalReason.EXPIRED))
    assert [one.routing_key for one in commands(app)][1:] == ["submission.recall"] * 2
    assert _shown(app, submission_id) == ("withdrawn", ["recalling"])


def test_what_was_erased_cannot_be_withdrawn(app: Moderation) -> None:
    submission_id = post(app, FRIENDLY)
    with app.database.writing() as session:
        session.get_one(Submission, submission_id).state = SubmissionState.ERASED
    with pytest.raises(ConflictError):
        _withdraw(app, submission_id)


def test_another_sources_post_is_not_found(app: Moderation) -> None:
    with pytest.raises(NotFoundError):
        withdraw(app, post(app, FRIENDLY), actor="key:2", source="other")


def test_what_stands_can_be_recalled_while_its_edit_waits(app: Moderation, page: Page) -> None:
    """A recall waits for nobody; the edit goes on, to a person."""
    submission_id = screened(app, FRIENDLY)
    page.deliver()
    edit(app, submission_id, NewSubmission("app", f"{FRIENDLY}!", ("site",)), actor="key:1")
    recall(app, submission_id, actor="key:1", reason="salah", source="app")
    page.deliver()
    assert (_shown(app, submission_id), page.texts()) == (("received", ["recalled"]), [])
    page.screen_all()
    assert row(app, submission_id).state == "in_review"

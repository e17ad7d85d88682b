"""The reconciler's reading of the page, and its comparison with the audit."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.moderation.wiring import Moderation
from services.moderation.workflow.covered import ServedPost, is_approved
from services.moderation.workflow.decide import approve
from services.moderation.workflow.edit import edit
from services.moderation.workflow.posted import NewSubmission
from services.moderation.workflow.recall import recall
from services.moderation.workflow.reconcile import read_page
from services.moderation.workflow.screen import screen_next
from services.moderation.workflow.undo import undo
from tests.support.moderation import FRIENDLY, WITH_NIK, row, screened
from tests.support.page import Page

PAGE = """<!doctype html><main><article id="a1"><div class="text">Satu &amp; dua
&lt;b&gt;</div><p class="credit">Warga</p><p>10.00</p></article>
<article id="a2"><div class="text">tiga</div></article></main><p class="credit">x</p>"""


def _approved(app: Moderation, post: ServedPost, **later: float) -> bool:
    with app.database.reading() as session:
        return is_approved(session, post, app.database.now(session) + timedelta(**later))


def test_a_page_is_read_as_a_reader_sees_it() -> None:
    """Words unescaped, line breaks kept, nothing from outside an article."""
    assert read_page(PAGE) == [
        ServedPost("a1", "Satu & dua\n<b>", "Warga"),
        ServedPost("a2", "tiga", None),
    ]


def test_exactly_what_was_approved_is_covered(app: Moderation) -> None:
    """Another text, another credit line or another id is not."""
    submission_id = screened(app, FRIENDLY)
    assert _approved(app, ServedPost(submission_id, FRIENDLY, None))
    assert not _approved(app, ServedPost(submission_id, FRIENDLY + "!", None))
    assert not _approved(app, ServedPost(submission_id, FRIENDLY, "Warga"))
    assert not _approved(app, ServedPost("planted", FRIENDLY, None))


def test_a_held_post_is_not_covered(app: Moderation) -> None:
    """Nobody approved it."""
    assert not _approved(app, ServedPost(screened(app, WITH_NIK), WITH_NIK, None))


def test_an_approval_that_was_undone_covers_nothing(app: Moderation) -> None:
    """Also after another wording was approved: the text with the number has never left."""
    submission_id = screened(app, WITH_NIK)
    approve(app, submission_id, actor="user:a", version=row(app, submission_id).version)
    assert _approved(app, ServedPost(submission_id, WITH_NIK, None))
    undo(app, submission_id, actor="user:a")
    assert not _approved(app, ServedPost(submission_id, WITH_NIK, None))
    version = row(app, submission_id).version
    approve(app, submission_id, actor="user:a", version=version, redacted=True)
    assert not _approved(app, ServedPost(submission_id, WITH_NIK, None))
    masked = WITH_NIK.replace("3404011203850001", "[NIK disamarkan]")
    assert _approved(app, ServedPost(submission_id, masked, None))


@pytest.mark.parametrize(("seconds", "covered"), [(0, True), (61, False)])
def test_a_recalled_post_is_covered_for_a_minute(
    app: Moderation,
    *,
    seconds: int,
    covered: bool,
) -> None:
    """It may be on its way off the page, but not for long."""
    submission_id = screened(app, FRIENDLY)
    recall(app, submission_id, actor="source:app", reason="x", source="app")
    assert _approved(app, ServedPost(submission_id, FRIENDLY, None), seconds=seconds) == covered


def _edit(app: Moderation, submission_id: str, text: str, **fields: Any) -> None:  # noqa: ANN401 - NewSubmission's
    new = NewSubmission("app", text, ("site",), **fields)
    edit(app, submission_id, new, actor="key:1")
    while screen_next(app, "test"):
        pass


OTHER = f"{FRIENDLY} Terima kasih!"
LATER = datetime(2099, 1, 1, tzinfo=UTC)


def test_what_stands_is_covered_until_an_edit_that_waits_may_leave(
    app: Moderation, page: Page
) -> None:
    """Scheduled for later, it has taken nobody's place."""
    submission_id = screened(app, FRIENDLY)
    page.deliver()
    _edit(app, submission_id, OTHER, scheduled_at=LATER)
    assert _approved(app, ServedPost(submission_id, FRIENDLY, None), minutes=5)
    assert _approved(app, ServedPost(submission_id, FRIENDLY, None), days=30_000) is False


def test_what_an_edit_replaced_is_covered_for_a_minute(app: Moderation, page: Page) -> None:
    submission_id = screened(app, FRIENDLY)
    page.deliver()
    _edit(app, submission_id, OTHER)
    assert _approved(app, ServedPost(submission_id, OTHER, None), minutes=5)
    assert _approved(app, ServedPost(submission_id, FRIENDLY, None), seconds=50)
    assert not _approved(app, ServedPost(submission_id, FRIENDLY, None), seconds=61)


def test_an_edit_that_came_to_nothing_leaves_what_stands_covered(
    app: Moderation, page: Page
) -> None:
    """Undone by a person, or cancelled by the next edit before it left."""
    submission_id = screened(app, FRIENDLY)
    page.deliver()
    _edit(app, submission_id, WITH_NIK)
    approve(app, submission_id, actor="user:a", version=row(app, submission_id).version)
    undo(app, submission_id, actor="user:a")
    assert _approved(app, ServedPost(submission_id, FRIENDLY, None), minutes=5)
    _edit(app, submission_id, OTHER, scheduled_at=LATER)
    _edit(app, submission_id, WITH_NIK)
    assert _approved(app, ServedPost(submission_id, FRIENDLY, None), days=30_000)
    assert not _approved(app, ServedPost(submission_id, OTHER, None))

"""Lists: newest first, by state, page by page."""

import pytest

from services.moderation.domain.errors import InvalidFieldError
from services.moderation.domain.states import ShownState
from services.moderation.wiring import Moderation
from services.moderation.workflow.cursor import write_cursor
from services.moderation.workflow.queue import list_queue
from services.moderation.workflow.view import Filter, list_submissions
from shared.clock import utc_now
from tests.support.moderation import ABUSIVE, FRIENDLY, WITH_NIK, post, screened


def test_pages_follow_each_other_without_gap_or_overlap(app: Moderation) -> None:
    """Newest first; the last page has no cursor."""
    made = [post(app, f"{FRIENDLY} {number}") for number in range(7)]
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = list_submissions(app, Filter(source="app"), limit=3, cursor=cursor)
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == made[::-1]


@pytest.mark.parametrize(
    ("state", "texts"),
    [
        (ShownState.APPROVED, [FRIENDLY]),
        (ShownState.PUBLISHING, [FRIENDLY]),
        (ShownState.PUBLISHED, []),
        (ShownState.RECALLED, []),
        (ShownState.PUBLISH_FAILED, []),
        (ShownState.REJECTED, [ABUSIVE]),
        (ShownState.IN_REVIEW, [WITH_NIK]),
        (ShownState.RECEIVED, []),
    ],
)
def test_a_state_filters_as_answers_show_it(
    app: Moderation,
    state: ShownState,
    texts: list[str],
) -> None:
    """Stored states, and the summaries of publications."""
    made = {text: screened(app, text) for text in (FRIENDLY, ABUSIVE, WITH_NIK)}
    page = list_submissions(app, Filter(state=state))
    assert [item["id"] for item in page["items"]] == [made[text] for text in texts]


def test_another_source_sees_nothing(app: Moderation) -> None:
    """A list is of one's own."""
    post(app, FRIENDLY)
    assert list_submissions(app, Filter(source="other"))["items"] == []


@pytest.mark.parametrize("cursor", ["", "x", "W10", "WzEsMl0", "~~", "Wy0xXQ=="])
def test_a_cursor_must_come_from_a_list(app: Moderation, cursor: str) -> None:
    """Anything else says so."""
    with pytest.raises(InvalidFieldError) as caught:
        list_submissions(app, Filter(source="app"), cursor=cursor)
    assert caught.value.pointer == "/cursor"


def test_a_made_up_cursor_of_the_right_form_is_refused_before_the_database_sees_it(
    app: Moderation,
) -> None:
    """Neither half a surrogate pair nor a number beyond 64 bits can be compared there."""
    now = utc_now()
    with pytest.raises(InvalidFieldError):
        list_submissions(app, Filter(source="app"), cursor=write_cursor(now, "\ud800"))
    with pytest.raises(InvalidFieldError):
        list_queue(app, cursor=write_cursor(2**64, now, "x"))

"""Lists: newest first, by state, page by page."""

import pytest

from services.moderation.domain.errors import InvalidFieldError
from services.moderation.wiring import Moderation
from services.moderation.workflow.view import list_submissions
from tests.support.moderation import ABUSIVE, FRIENDLY, WITH_NIK, post, screened


def test_pages_follow_each_other_without_gap_or_overlap(app: Moderation) -> None:
    """Newest first; the last page has no cursor."""
    made = [post(app, f"{FRIENDLY} {number}") for number in range(7)]
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = list_submissions(app, source="app", limit=3, cursor=cursor)
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == made[::-1]


@pytest.mark.parametrize(
    ("state", "texts"),
    [
        ("approved", [FRIENDLY]),
        ("publishing", [FRIENDLY]),
        ("published", []),
        ("recalled", []),
        ("publish_failed", []),
        ("rejected", [ABUSIVE]),
        ("in_review", [WITH_NIK]),
        ("received", []),
    ],
)
def test_a_state_filters_as_answers_show_it(
    app: Moderation,
    state: str,
    texts: list[str],
) -> None:
    """Stored states, and the summaries of publications."""
    made = {text: screened(app, text) for text in (FRIENDLY, ABUSIVE, WITH_NIK)}
    page = list_submissions(app, source=None, state=state)
    assert [item["id"] for item in page["items"]] == [made[text] for text in texts]


def test_another_source_sees_nothing(app: Moderation) -> None:
    """A list is of one's own."""
    post(app, FRIENDLY)
    assert list_submissions(app, source="other")["items"] == []


@pytest.mark.parametrize("cursor", ["", "x", "W10", "WzEsMl0", "~~", "Wy0xXQ=="])
def test_a_cursor_must_come_from_a_list(app: Moderation, cursor: str) -> None:
    """Anything else says so."""
    with pytest.raises(InvalidFieldError) as caught:
        list_submissions(app, source="app", cursor=cursor)
    assert caught.value.pointer == "/cursor"


def test_an_unknown_state_names_those_there_are(app: Moderation) -> None:
    """So that it can be mended."""
    with pytest.raises(InvalidFieldError, match="in_review"):
        list_submissions(app, source="app", state="lost")

"""Who may do what in the console."""

import pytest

from services.moderation.console.gate import DECIDERS, MARK
from services.moderation.workflow.queue import open_item
from services.moderation.workflow.sign_in import ROLES
from tests.unit.console.desk import Desk, held


@pytest.mark.parametrize("role", sorted(DECIDERS))
def test_a_moderator_and_up_may_decide(visitor: Desk, role: str) -> None:
    desk = visitor.hire("budi", role)
    item = held(desk.moderation)
    desk.open(f"/console/items/{item}")
    version = desk.version()
    assert desk.send(f"/console/items/{item}/approve", version=version).status_code == 303


@pytest.mark.parametrize("role", sorted(set(ROLES) - DECIDERS))
def test_another_role_reads_no_post_and_decides_nothing(visitor: Desk, role: str) -> None:
    desk = visitor.hire("budi", role)
    item = held(desk.moderation)
    for path in ("/console/", "/console/decided", f"/console/items/{item}"):
        assert desk.open(path).status_code == 403
        assert "Tidak berwenang" in desk.words()
    assert desk.send(f"/console/items/{item}/approve", version=1).status_code == 403
    assert open_item(desk.moderation, item).state == "in_review"


def test_every_view_is_marked_with_what_it_requires(visitor: Desk) -> None:
    views = visitor.client.application.view_functions
    marks = {name: getattr(view, MARK) for name, view in views.items() if name != "static"}
    assert {name for name, mark in marks.items() if mark == "public"} == {
        "console.asset",
        "console.sign_in",
        "console.sign_in_submit",
        "console.sign_out",
        "console.language",
    }
    assert set(marks.values()) == {"public", "session"}

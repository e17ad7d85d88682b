"""People's decisions, undo and recall."""

import json
from dataclasses import replace

import pytest

from services.moderation.domain.errors import (
    ConflictError,
    InvalidFieldError,
    NotFoundError,
    StaleError,
)
from services.moderation.store.contents import load_words
from services.moderation.store.messages import Outbox
from services.moderation.wiring import Moderation
from services.moderation.workflow.decide import approve, reject
from services.moderation.workflow.queue import list_decided, list_queue, open_item
from services.moderation.workflow.recall import recall
from services.moderation.workflow.undo import undo
from shared.messages import Operation
from shared.outbox import Relay
from tests.support.moderation import FRIENDLY, WITH_NIK, commands, get_submission, row, screened

ACTOR = "user:moderator"
NIK = "3404011203850001"


class _Swallow:
    """A transport that takes everything."""

    def send(self, message: object) -> None:
        del message


def _relay(app: Moderation) -> Relay:
    return Relay(app.database, Outbox, _Swallow())


def _held(app: Moderation) -> tuple[str, int]:
    submission_id = screened(app, WITH_NIK)
    return submission_id, row(app, submission_id).version


def test_approve_redacted_publishes_a_masked_revision(app: Moderation) -> None:
    """The number is in neither the command nor the new revision; the original is kept."""
    submission_id, version = _held(app)
    approve(app, submission_id, actor=ACTOR, version=version, redacted=True)
    body = json.loads(commands(app)[0].body)
    assert NIK not in body["content"]
    assert "[NIK disamarkan]" in body["content"]
    with app.database.reading() as session:
        assert load_words(session, app.cipher, submission_id, 1).text == WITH_NIK
        assert NIK not in load_words(session, app.cipher, submission_id, 2).text
    answer = get_submission(app, submission_id, source=None)
    assert (answer["revision"], answer["decision"]["redacted"]) == (2, True)


def test_a_decision_on_an_old_page_is_refused(app: Moderation) -> None:
    """Two moderators cannot both decide."""
    submission_id, version = _held(app)
    reject(app, submission_id, actor=ACTOR, version=version, reason_code="personal_data")
    with pytest.raises(StaleError):
        approve(app, submission_id, actor="user:other", version=version)
    with pytest.raises(StaleError):
        reject(app, submission_id, actor="user:other", version=version, reason_code="other")
    assert row(app, submission_id).state == "rejected"


def test_only_a_held_item_can_be_decided(app: Moderation) -> None:
    """What the machine approved is recalled, not decided again."""
    submission_id = screened(app, FRIENDLY)
    with pytest.raises(ConflictError):
        approve(app, submission_id, actor=ACTOR, version=row(app, submission_id).version)


def test_a_reason_must_be_one_of_the_list(app: Moderation) -> None:
    """The message names the list."""
    submission_id, version = _held(app)
    with pytest.raises(InvalidFieldError, match="personal_data"):
        reject(app, submission_id, actor=ACTOR, version=version, reason_code="because")


def test_undo_takes_an_approval_back_before_it_leaves(app: Moderation) -> None:
    """The command is cancelled, its words blanked, and the original is in review again."""
    submission_id, version = _held(app)
    approve(app, submission_id, actor=ACTOR, version=version, redacted=True)
    assert _relay(app).run_once() == 0
    undo(app, submission_id, actor=ACTOR)
    cancelled = commands(app)[0]
    assert cancelled.cancelled_at
    assert cancelled.body == ""
    restored = row(app, submission_id)
    assert (restored.state, restored.revision) == ("in_review", 1)
    with app.database.writing() as session:
        session.get_one(Outbox, cancelled.id).available_at = app.database.now(session)
    assert _relay(app).run_once() == 0


def test_after_an_undo_it_can_be_redacted_again(app: Moderation) -> None:
    """A revision's number is never used twice."""
    submission_id, version = _held(app)
    approve(app, submission_id, actor=ACTOR, version=version, redacted=True)
    undo(app, submission_id, actor=ACTOR)
    approve(app, submission_id, actor=ACTOR, version=row(app, submission_id).version, redacted=True)
    assert row(app, submission_id).revision == 3


def test_undo_of_a_rejection_puts_it_back(app: Moderation) -> None:
    """Within the time for it."""
    submission_id, version = _held(app)
    reject(app, submission_id, actor=ACTOR, version=version, reason_code="other")
    assert open_item(app, submission_id).can_undo_until
    undo(app, submission_id, actor=ACTOR)
    assert row(app, submission_id).state == "in_review"
    assert "decision" not in get_submission(app, submission_id, source=None)


def test_undo_is_too_late_once_the_command_has_left(app: Moderation) -> None:
    """Either it has left or it never will."""
    hasty = replace(app, settings=app.settings.model_copy(update={"undo_seconds": 0}))
    submission_id, version = _held(app)
    approve(hasty, submission_id, actor=ACTOR, version=version)
    assert _relay(app).run_once() == 1
    with pytest.raises(ConflictError, match="recall"):
        undo(app, submission_id, actor=ACTOR)
    assert row(app, submission_id).state == "approved"


def test_nobody_undoes_the_machine(app: Moderation) -> None:
    """It is recalled instead."""
    with pytest.raises(ConflictError):
        undo(app, screened(app, FRIENDLY), actor=ACTOR)


def test_recall_commands_at_once_and_cancels_what_has_not_left(app: Moderation) -> None:
    """Recalling twice writes one command."""
    submission_id = screened(app, FRIENDLY)
    for _ in range(2):
        recall(app, submission_id, actor="source:app", reason="salah", source="app")
    publish, recalled = commands(app)
    assert publish.cancelled_at
    assert recalled.routing_key == Operation.RECALL
    assert "salah" not in recalled.body
    assert get_submission(app, submission_id, source=None)["publications"] == [
        {"channel": "site", "state": "recalling"},
    ]


def test_another_sources_submission_is_not_found(app: Moderation) -> None:
    """Neither to read nor to recall."""
    submission_id = screened(app, FRIENDLY)
    with pytest.raises(NotFoundError):
        get_submission(app, submission_id, source="other")
    with pytest.raises(NotFoundError):
        recall(app, submission_id, actor="source:other", reason="x", source="other")


def test_only_an_approved_submission_can_be_recalled(app: Moderation) -> None:
    """There is nothing to take back of a held one."""
    with pytest.raises(ConflictError):
        recall(app, screened(app, WITH_NIK), actor="source:app", reason="x", source="app")


def test_the_queue_holds_what_waits_and_the_list_of_decisions_the_rest(app: Moderation) -> None:
    """Pages follow each other without a gap."""
    held = [screened(app, f"{WITH_NIK} Nomor {number}.") for number in range(5)]
    decided = screened(app, FRIENDLY)
    seen: list[str] = []
    cursor = None
    while True:
        page = list_queue(app, limit=2, cursor=cursor)
        assert page.total == 5
        seen += [item.id for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == held
    assert [item.id for item in list_decided(app).items] == [decided]


def test_an_item_shows_its_whole_trail(app: Moderation) -> None:
    """Who, when, from, to and why."""
    submission_id, version = _held(app)
    approve(app, submission_id, actor=ACTOR, version=version, redacted=True)
    actions = [entry.action for entry in open_item(app, submission_id).history]
    assert actions == ["received", "screening_started", "held_for_review", "approved"]

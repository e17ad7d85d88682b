"""What is told of decisions to the app behind a post, and when."""

import json
from collections import Counter

import pytest

from services.moderation.domain.errors import ConflictError
from services.moderation.store.callbacks import CallbackDelivery
from services.moderation.wiring import Moderation
from services.moderation.workflow.appeal import appeal
from services.moderation.workflow.claim_callbacks import claim_due
from services.moderation.workflow.decide import approve, reject
from services.moderation.workflow.undo import undo
from tests.support.callbacks import callback, callbacks, change, listen, messages
from tests.support.moderation import ABUSIVE, FRIENDLY, WITH_NIK, get_submission, row, screened

ACTOR = "user:moderator"
OTHER = "user:approver"


def _rejected(app: Moderation) -> str:
    submission_id = screened(app, WITH_NIK)
    version = row(app, submission_id).version
    reject(app, submission_id, actor=ACTOR, version=version, reason_code="personal_data")
    return submission_id


@pytest.mark.parametrize(
    ("text", "state", "outcome"),
    [(FRIENDLY, "publishing", "approve"), (ABUSIVE, "rejected", "reject")],
)
def test_a_decision_of_the_machine_is_told_at_once(
    app: Moderation, text: str, state: str, outcome: str
) -> None:
    """With the decision as the API shows it, statement of reasons included."""
    listen(app)
    submission_id = screened(app, text, external_id="laporan-7")
    (one,) = callbacks(app)
    assert one.next_attempt_at == one.created_at
    message = json.loads(one.body)
    assert message.keys() == {"type", "timestamp", "data"}
    assert message["type"] == one.type == "submission.decided"
    shown = get_submission(app, submission_id, source=None)
    assert message["data"] == {
        "id": submission_id,
        "external_id": "laporan-7",
        "revision": 1,
        "state": state,
        "decision": shown["decision"],
    }
    assert message["data"]["decision"]["outcome"] == outcome


def test_what_goes_to_a_person_is_not_told_yet(app: Moderation) -> None:
    listen(app)
    screened(app, WITH_NIK)
    assert callbacks(app) == []


def test_a_source_without_a_url_is_told_nothing(app: Moderation) -> None:
    listen(app, source="another")
    submission_id = screened(app, FRIENDLY)
    assert row(app, submission_id).state == "approved"
    assert callbacks(app) == []


def test_a_persons_decision_is_told_once_it_cannot_be_undone(app: Moderation) -> None:
    listen(app)
    _rejected(app)
    (one,) = callbacks(app)
    waits = (one.next_attempt_at - one.created_at).total_seconds()
    assert waits == app.settings.undo_seconds > 0
    assert claim_due(app, "test", busy=Counter(), limit=9) == []


@pytest.mark.parametrize("decide", ["approve", "reject"])
def test_what_is_undone_is_never_told(app: Moderation, decide: str) -> None:
    listen(app)
    submission_id = screened(app, WITH_NIK)
    version = row(app, submission_id).version
    if decide == "approve":
        approve(app, submission_id, actor=ACTOR, version=version, redacted=True)
    else:
        reject(app, submission_id, actor=ACTOR, version=version, reason_code="personal_data")
    undo(app, submission_id, actor=ACTOR)
    (one,) = callbacks(app)
    assert one.cancelled_at is not None
    assert one.body == ""
    change(app, one.id, next_attempt_at=one.created_at)
    assert claim_due(app, "test", busy=Counter(), limit=9) == []


def test_what_may_have_been_told_cannot_be_undone(app: Moderation) -> None:
    """A sender has claimed it: by compare-and-set, the undo comes too late."""
    listen(app)
    submission_id = _rejected(app)
    (one,) = callbacks(app)
    change(app, one.id, next_attempt_at=one.created_at)
    assert len(claim_due(app, "test", busy=Counter(), limit=9)) == 1
    with pytest.raises(ConflictError):
        undo(app, submission_id, actor=ACTOR)
    assert row(app, submission_id).state == "rejected"
    assert callback(app, one.id).cancelled_at is None


def test_an_undo_needs_no_callback(app: Moderation) -> None:
    submission_id = _rejected(app)
    undo(app, submission_id, actor=ACTOR)
    assert row(app, submission_id).state == "in_review"


def test_the_decision_on_an_appeal_has_a_type_of_its_own(app: Moderation) -> None:
    listen(app)
    submission_id = _rejected(app)
    statement = "Mohon ditinjau lagi."
    appeal(app, submission_id, statement=statement, contact_ref=None, actor="s", source=None)
    version = row(app, submission_id).version
    reject(app, submission_id, actor=OTHER, version=version, reason_code="personal_data")
    first, second = messages(app)
    assert (first["type"], second["type"]) == ("submission.decided", "submission.appeal_decided")
    assert second["data"]["decision"]["appeal_until"] is None
    assert statement not in json.dumps(second)


def test_a_rollback_takes_the_callback_with_it(
    app: Moderation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a row of the same transaction."""
    listen(app)
    submission_id = screened(app, WITH_NIK)
    version = row(app, submission_id).version

    def fails(self: CallbackDelivery, *_arguments: object, **_values: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(CallbackDelivery, "__init__", fails)
    with pytest.raises(RuntimeError):
        reject(app, submission_id, actor=ACTOR, version=version, reason_code="personal_data")
    assert row(app, submission_id).state == "in_review"

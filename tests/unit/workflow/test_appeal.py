"""Appeals: once for each rejection, decided by somebody else, finally."""

import pytest
from sqlalchemy import select

from services.moderation.domain.errors import (
    ConflictError,
    NotFoundError,
    OtherPersonNeededError,
    StaleError,
)
from services.moderation.store.appeals import Appeal
from services.moderation.wiring import Moderation
from services.moderation.workflow.appeal import appeal
from services.moderation.workflow.decide import approve, reject
from services.moderation.workflow.queue import list_queue, open_item
from services.moderation.workflow.undo import undo
from shared.messages import Operation
from tests.support.appeals import appealed, rejected_by, send_appeal, send_edit, version_of
from tests.support.moderation import ABUSIVE, FRIENDLY, commands, get_submission, row, screened

SITI, BUDI = "user:siti", "user:budi"


def _outcomes(app: Moderation) -> list[int | None]:
    with app.database.reading() as session:
        return list(session.scalars(select(Appeal.outcome_id)))


def test_who_rejected_a_text_does_not_decide_on_the_appeal(app: Moderation) -> None:
    submission_id = rejected_by(app, SITI)
    send_appeal(app, submission_id)
    version = version_of(app, submission_id)
    with pytest.raises(OtherPersonNeededError):
        approve(app, submission_id, actor=SITI, version=version)
    with pytest.raises(OtherPersonNeededError):
        reject(app, submission_id, actor=SITI, version=version, reason_code="other")
    assert row(app, submission_id).state == "appealed"
    approve(app, submission_id, actor=BUDI, version=version)
    assert row(app, submission_id).state == "approved"


def test_anybody_decides_where_the_machine_rejected(app: Moderation) -> None:
    submission_id = appealed(app)
    approve(app, submission_id, actor=SITI, version=version_of(app, submission_id))
    assert [command.routing_key for command in commands(app)] == [Operation.PUBLISH]
    assert get_submission(app, submission_id, source="app")["decision"]["outcome"] == "approve"
    assert None not in _outcomes(app)


def test_a_second_rejection_is_final_and_tells_the_citizen_so(app: Moderation) -> None:
    submission_id = appealed(app)
    version = version_of(app, submission_id)
    reject(app, submission_id, actor=SITI, version=version, reason_code="abuse")
    decision = get_submission(app, submission_id, source="app")["decision"]
    assert decision["appeal_until"] is None
    assert "final" in decision["statement"]["id"]
    with pytest.raises(ConflictError, match="final"):
        send_appeal(app, submission_id, "Sekali lagi.")
    actions = [entry.action for entry in open_item(app, submission_id).history]
    assert actions[-3:] == ["rejected", "appealed", "rejected"]


def test_a_rejection_of_another_text_can_be_appealed_against_in_the_same_words(
    app: Moderation,
) -> None:
    """An appeal is for one rejection, and a final one is for one text."""
    submission_id = appealed(app)
    version = version_of(app, submission_id)
    reject(app, submission_id, actor=SITI, version=version, reason_code="abuse")
    assert not send_appeal(app, submission_id)
    send_edit(app, submission_id, f"{ABUSIVE} Sekali lagi.")
    assert send_appeal(app, submission_id)
    assert row(app, submission_id).state == "appealed"


@pytest.mark.parametrize("decide_on_it", ["approve", "reject"])
def test_undo_of_a_decision_on_an_appeal_opens_the_appeal_again(
    app: Moderation, decide_on_it: str
) -> None:
    submission_id = appealed(app)
    before = get_submission(app, submission_id, source="app")
    version = version_of(app, submission_id)
    if decide_on_it == "approve":
        approve(app, submission_id, actor=SITI, version=version)
    else:
        reject(app, submission_id, actor=SITI, version=version, reason_code="abuse")
    undo(app, submission_id, actor=SITI)
    assert get_submission(app, submission_id, source="app") == before
    assert _outcomes(app) == [None]
    assert list_queue(app, appeals=True).total == 1
    approve(app, submission_id, actor=SITI, version=version_of(app, submission_id))
    assert None not in _outcomes(app)


def test_of_two_who_decide_on_an_appeal_the_second_is_refused(app: Moderation) -> None:
    submission_id = appealed(app)
    version = version_of(app, submission_id)
    approve(app, submission_id, actor=SITI, version=version)
    with pytest.raises(StaleError):
        reject(app, submission_id, actor=BUDI, version=version, reason_code="abuse")


def test_another_source_does_not_find_it(app: Moderation) -> None:
    submission_id = screened(app, ABUSIVE)
    with pytest.raises(NotFoundError):
        appeal(
            app,
            submission_id,
            statement="x",
            contact_ref=None,
            actor="key:2",
            source="portal",
        )


def test_what_cannot_be_appealed_is_told_in_the_state_that_answers_show(app: Moderation) -> None:
    submission_id = screened(app, FRIENDLY)
    with pytest.raises(ConflictError, match="This submission is publishing;"):
        send_appeal(app, submission_id)

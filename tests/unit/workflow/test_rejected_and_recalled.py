"""What a rejection takes off the channels, and how it comes back."""

import uuid

from sqlalchemy import update

from services.moderation.domain.states import PublicationState
from services.moderation.store.contents import load_words
from services.moderation.store.submissions import Publication
from services.moderation.wiring import Moderation
from services.moderation.workflow.decide import approve, reject
from services.moderation.workflow.outcomes import take_event
from services.moderation.workflow.recall import recall
from services.moderation.workflow.statement import get_statement
from shared.clock import utc_now
from shared.messages import VERSION, EventType, Operation, PublicationEvent
from tests.support.appeals import (
    appealed,
    send_appeal,
    send_edit,
    version_of,
)
from tests.support.moderation import (
    ABUSIVE,
    FRIENDLY,
    WITH_NIK,
    commands,
    get_submission,
    row,
    screened,
)

SITI, BUDI = "user:siti", "user:budi"


def test_a_rejected_edit_takes_back_what_stands_and_can_still_win_its_appeal(
    app: Moderation,
) -> None:
    """The recall is of the older revision, so that the new one needs no copy."""
    submission_id = screened(app, FRIENDLY)
    published = PublicationEvent(
        v=VERSION,
        id=str(uuid.uuid4()),
        type=EventType.PUBLISHED,
        submission=submission_id,
        revision=1,
        seq=1,
        channel="site",
        at=utc_now(),
        url="http://site/1",
    )
    take_event(app, published.body())
    send_edit(app, submission_id, ABUSIVE)
    assert [command.routing_key for command in commands(app)][1:] == [Operation.RECALL]
    assert row(app, submission_id).state == "rejected"
    stated = get_statement(app, submission_id, source="app")
    assert stated["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_REMOVED"]
    send_appeal(app, submission_id)
    approve(app, submission_id, actor=SITI, version=version_of(app, submission_id))
    assert row(app, submission_id).revision == 2
    assert commands(app)[-1].routing_key == Operation.PUBLISH


def test_what_a_person_rejects_is_taken_back_as_well(app: Moderation) -> None:
    submission_id = screened(app, FRIENDLY)
    with app.database.writing() as session:
        session.execute(
            update(Publication).values(state=PublicationState.PUBLISHED, standing_revision=1)
        )
    send_edit(app, submission_id, WITH_NIK)
    version = version_of(app, submission_id)
    reject(app, submission_id, actor=SITI, version=version, reason_code="personal_data")
    (publication,) = get_submission(app, submission_id, source="app")["publications"]
    assert publication["state"] == "recalling"


def test_the_machine_does_not_publish_again_what_was_recalled(app: Moderation) -> None:
    submission_id = screened(app, FRIENDLY)
    recall(app, submission_id, actor="key:1", reason="keliru", source="app")
    send_edit(app, submission_id, f"{FRIENDLY} Sekali lagi.")
    assert row(app, submission_id).state == "in_review"


def test_a_revision_that_was_recalled_is_published_as_a_new_one(app: Moderation) -> None:
    """The publisher refuses what was taken back; the words are the same, and so is the finding."""
    submission_id = appealed(app)
    with app.database.writing() as session:
        session.add(
            Publication(
                submission_id=submission_id,
                channel="site",
                state=PublicationState.RECALLED,
                revision=1,
                seq=2,
                updated_at=app.database.now(session),
            )
        )
    approve(app, submission_id, actor=SITI, version=version_of(app, submission_id))
    answer = get_submission(app, submission_id, source="app")
    assert (answer["revision"], answer["decision"]["outcome"]) == (2, "approve")
    assert answer["screening"]["verdict"] == "reject"
    with app.database.reading() as session:
        assert load_words(session, app.cipher, submission_id, 2).text == ABUSIVE

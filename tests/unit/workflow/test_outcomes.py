"""What the publisher reports."""

import uuid
from datetime import UTC, datetime

import pytest

from services.moderation.wiring import Moderation
from services.moderation.workflow.outcomes import take_event
from services.moderation.workflow.recall import recall
from shared.messages import VERSION, EventType, Operation, PublicationEvent, RefusalReason
from tests.support.moderation import FRIENDLY, commands, get_submission, screened


def _event(submission: str, kind: EventType, seq: int, **fields: str) -> str:
    event = PublicationEvent(
        v=VERSION,
        id=str(uuid.uuid4()),
        type=kind,
        submission=submission,
        revision=1,
        seq=seq,
        channel="site",
        at=datetime.now(UTC),
        **fields,
    )
    return event.body()


def _shown(app: Moderation, submission_id: str) -> str:
    return str(get_submission(app, submission_id, source=None)["state"])


def test_published_shows_with_its_url(app: Moderation) -> None:
    """The answer says where it stands."""
    submission_id = screened(app, FRIENDLY)
    assert _shown(app, submission_id) == "publishing"
    assert take_event(app, _event(submission_id, EventType.PUBLISHED, 1, url="http://site/post"))
    answer = get_submission(app, submission_id, source=None)
    assert answer["state"] == "published"
    assert answer["publications"] == [
        {"channel": "site", "state": "published", "url": "http://site/post"},
    ]


def test_a_second_copy_of_an_event_changes_nothing(app: Moderation) -> None:
    """Messages may come twice."""
    submission_id = screened(app, FRIENDLY)
    expired = _event(submission_id, EventType.REFUSED, 1, reason=RefusalReason.EXPIRED)
    assert take_event(app, expired)
    assert take_event(app, expired)
    assert len(commands(app)) == 2


def test_an_earlier_state_does_not_overwrite_a_later_one(app: Moderation) -> None:
    """`published` of command 1 arrives after `recalled` of command 2."""
    submission_id = screened(app, FRIENDLY)
    recall(app, submission_id, actor="source:app", reason="x", source="app")
    take_event(app, _event(submission_id, EventType.RECALLED, 2))
    take_event(app, _event(submission_id, EventType.PUBLISHED, 1, url="http://site/post"))
    assert _shown(app, submission_id) == "recalled"


def test_an_expired_command_is_issued_again_while_the_decision_stands(app: Moderation) -> None:
    """With the next number, so that the old one can do nothing any more."""
    submission_id = screened(app, FRIENDLY)
    take_event(app, _event(submission_id, EventType.REFUSED, 1, reason=RefusalReason.EXPIRED))
    first, second = commands(app)
    assert first.event_id != second.event_id
    assert second.routing_key == Operation.PUBLISH
    assert _shown(app, submission_id) == "publishing"


def test_an_expired_recall_is_issued_again_as_a_recall(app: Moderation) -> None:
    """It waited too long, but nobody has taken it back: the post must not return to the page."""
    submission_id = screened(app, FRIENDLY)
    recall(app, submission_id, actor="source:app", reason="x", source="app")
    take_event(app, _event(submission_id, EventType.REFUSED, 2, reason=RefusalReason.EXPIRED))
    assert [command.routing_key for command in commands(app)] == [
        Operation.PUBLISH,
        Operation.RECALL,
        Operation.RECALL,
    ]
    take_event(app, _event(submission_id, EventType.RECALLED, 3))
    assert _shown(app, submission_id) == "recalled"


def test_a_superseded_command_is_not_issued_again(app: Moderation) -> None:
    """Something newer was commanded."""
    submission_id = screened(app, FRIENDLY)
    take_event(app, _event(submission_id, EventType.REFUSED, 1, reason=RefusalReason.SUPERSEDED))
    assert len(commands(app)) == 1


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"v": 2}'])
def test_an_event_that_cannot_be_read_is_set_aside(app: Moderation, body: str) -> None:
    """It is not taken for handled."""
    assert not take_event(app, body)


def test_an_event_of_an_unknown_submission_harms_nothing(app: Moderation) -> None:
    """It is audited and done with."""
    assert take_event(app, _event("nobody", EventType.PUBLISHED, 1))

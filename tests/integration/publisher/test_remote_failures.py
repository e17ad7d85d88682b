"""What a channel that is away does not do, or not visibly, has a right end."""

import pytest

from services.publisher.store import LedgerState
from tests.support.publishing import Desk
from tests.support.receiver import DIES, Behaviour, Receiver, answer
from tests.support.remote import PORTAL, work_until_nothing_is_due


def test_a_receiver_that_dies_is_asked_again_under_the_same_id(
    desk: Desk, behind: Receiver
) -> None:
    behind.next.append(DIES)
    desk.send("s1", channels=PORTAL)
    work_until_nothing_is_due(desk)
    assert len(set(behind.ids("post.publish"))) == 1
    assert len(behind.deliveries) == 2
    assert behind.posted == ["s1"]
    assert desk.answers() == [("publication.published", 1, None)]


def test_a_receiver_that_dies_is_not_asked_again_if_it_might_post_twice(
    unsure_desk: Desk, behind: Receiver
) -> None:
    behind.next.append(DIES)
    unsure_desk.send("s1", channels=PORTAL)
    work_until_nothing_is_due(unsure_desk)
    assert len(behind.deliveries) == 1
    assert unsure_desk.answers() == [("publication.unknown", 1, "connection_lost")]
    assert unsure_desk.ledger()[0].state == LedgerState.UNKNOWN


@pytest.mark.parametrize(
    ("behaviours", "answered", "calls"),
    [
        ([answer(503), answer(503)], ("published", None), 3),
        ([answer(503)] * 3, ("failed", "http_503"), 3),
        ([answer(500)] * 3, ("failed", "http_500"), 3),
        ([answer(422)], ("failed", "http_422"), 1),
        # What may have been posted by the first call is not said to have failed.
        ([DIES, answer(503), answer(503)], ("unknown", "http_503"), 3),
        ([DIES, answer(403)], ("unknown", "http_403"), 2),
        ([DIES] * 3, ("unknown", "connection_lost"), 3),
    ],
)
def test_how_often_a_post_is_tried_and_what_is_said_of_it(
    desk: Desk,
    behind: Receiver,
    behaviours: list[Behaviour],
    answered: tuple[str, str | None],
    calls: int,
) -> None:
    behind.next.extend(behaviours)
    desk.send("s1", channels=PORTAL)
    work_until_nothing_is_due(desk)
    outcome, reason = answered
    assert desk.answers() == [(f"publication.{outcome}", 1, reason)]
    assert len(behind.deliveries) == calls


def test_the_pause_that_a_receiver_asks_for_is_kept_up_to_a_limit(
    desk: Desk, behind: Receiver
) -> None:
    for asked, least, most in (("120", 120, 120), ("999999", 900, 900), ("0", 1, 8)):
        behind.next.append(answer(503, Retry_After=asked))
        desk.send(f"after-{asked}", channels=PORTAL)
        desk.work()
        (row,) = [one for one in desk.ledger() if one.submission_id == f"after-{asked}"]
        pause = (row.next_attempt_at - desk.clock()).total_seconds()
        assert least <= pause <= most


def test_what_expired_is_not_posted_and_what_is_in_doubt_then_is_not_repeated(
    desk: Desk, behind: Receiver
) -> None:
    behind.next.append(DIES)
    desk.send("doubt", channels=PORTAL)
    desk.work()
    desk.send("late", channels=PORTAL)
    desk.clock.advance(hours=72)
    work_until_nothing_is_due(desk)
    assert {(event.submission, event.type, event.reason) for event in desk.events()} == {
        ("doubt", "publication.unknown", "no_result"),
        ("late", "publication.refused", "expired"),
    }
    assert len(behind.deliveries) == 1

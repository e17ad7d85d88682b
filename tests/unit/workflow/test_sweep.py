"""The sweep: what waits and whose task was lost is dispatched again."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.claim import claim
from services.moderation.workflow.sweep import Sweep
from tests.support.moderation import FRIENDLY, post


class _Broker:
    """Notes what is dispatched, while it is there."""

    def __init__(self) -> None:
        self.there = True
        self.sent: list[str] = []

    def dispatch(self, submission_id: str) -> bool:
        if self.there:
            self.sent.append(submission_id)
        return self.there


def _with(app: Moderation, broker: _Broker) -> Moderation:
    return replace(app, dispatcher=broker)


def _age(app: Moderation) -> None:
    with app.database.writing() as session:
        past = app.database.now(session) - timedelta(minutes=1)
        session.execute(update(Submission).values(created_at=past, lease_until=past))


def test_a_new_post_is_left_to_the_task_that_is_on_its_way(app: Moderation) -> None:
    broker = _Broker()
    post(app, FRIENDLY)
    assert Sweep(_with(app, broker)).run_once() == 0
    assert broker.sent == []


def test_what_waits_is_dispatched_once_and_not_at_every_sweep(app: Moderation) -> None:
    """A long queue must not be doubled by each sweep."""
    broker = _Broker()
    waiting = post(app, FRIENDLY)
    _age(app)
    sweep = Sweep(_with(app, broker))
    assert [sweep.run_once(), sweep.run_once()] == [1, 0]
    assert broker.sent == [waiting]


def test_what_a_broker_did_not_take_is_dispatched_at_the_next_sweep(app: Moderation) -> None:
    broker = _Broker()
    waiting = post(app, FRIENDLY)
    _age(app)
    sweep = Sweep(_with(app, broker))
    broker.there = False
    assert sweep.run_once() == 0
    broker.there = True
    assert sweep.run_once() == 1
    assert broker.sent == [waiting]


def test_what_a_worker_left_is_dispatched_when_its_lease_is_over(app: Moderation) -> None:
    broker = _Broker()
    left = post(app, FRIENDLY)
    assert claim(app, left, "dies")
    assert Sweep(_with(app, broker)).run_once() == 0
    _age(app)
    assert Sweep(_with(app, broker)).run_once() == 1
    assert broker.sent == [left]

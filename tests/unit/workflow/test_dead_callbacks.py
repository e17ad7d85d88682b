"""Dead callbacks: listed, replayed, forgotten; and the gauges of what waits."""

from datetime import datetime, timedelta

import pytest
from prometheus_client import REGISTRY

from services.moderation.domain.errors import NotFoundError
from services.moderation.wiring import Moderation
from services.moderation.workflow.callback_call import CallResult
from services.moderation.workflow.callbacks import remove_endpoint
from services.moderation.workflow.claim_callbacks import claim_due
from services.moderation.workflow.dead_callbacks import (
    KEEP_DEAD,
    KEEP_DELIVERED,
    count_dead,
    list_dead,
    replay,
    replay_all,
)
from services.moderation.workflow.deliver import Disposition, settle
from services.moderation.workflow.gauges import refresh_gauges
from services.moderation.workflow.keep import Keeper
from tests.support.callbacks import callback, callbacks, change, due, listen

MOMENT = timedelta(minutes=1)


def _now(app: Moderation) -> datetime:
    with app.database.reading() as session:
        return app.database.now(session)


def _die(app: Moderation, *, source: str = "app") -> str:
    """Make a callback whose receiver says that it is gone."""
    callback_id = due(app, source=source)
    for held in claim_due(app, "test", busy={}, limit=16):
        assert settle(app, held, CallResult(410, "gone")) is Disposition.DEAD
    return callback_id


def _metric(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_the_last_that_died_is_listed_first(app: Moderation) -> None:
    listen(app)
    listen(app, source="other")
    first, second = _die(app), _die(app, source="other")
    due(app)
    assert [one.id for one in list_dead(app.database)] == [second, first]
    assert [one.id for one in list_dead(app.database, source="app")] == [first]
    assert [one.id for one in list_dead(app.database, limit=1)] == [second]
    assert count_dead(app.database) == 2


def test_a_replayed_callback_is_due_again_under_its_id_with_its_whole_time(
    app: Moderation,
) -> None:
    listen(app)
    callback_id = _die(app)
    body = callback(app, callback_id).body
    change(app, callback_id, created_at=_now(app) - timedelta(days=3))
    replay(app.database, callback_id, actor="user:lead")
    (held,) = claim_due(app, "test", busy={}, limit=16)
    assert (held.id, held.body, held.attempts) == (callback_id, body, 1)
    assert settle(app, held, CallResult(500, "status")) is Disposition.FAILED


def test_what_is_not_dead_is_not_replayed(app: Moderation) -> None:
    listen(app)
    delivered = due(app)
    (held,) = claim_due(app, "test", busy={}, limit=16)
    settle(app, held, CallResult(200, None))
    for callback_id in (delivered, due(app), "unknown"):
        with pytest.raises(NotFoundError):
            replay(app.database, callback_id, actor="cli")
    assert callback(app, delivered).delivered_at is not None


def test_without_a_url_nothing_is_replayed_and_nothing_lost(app: Moderation) -> None:
    listen(app)
    callback_id = _die(app)
    remove_endpoint(app.database, "app")
    with pytest.raises(NotFoundError):
        replay(app.database, callback_id, actor="cli")
    assert replay_all(app.database, actor="cli") == 0
    listen(app)
    assert replay_all(app.database, actor="cli") == 1


def test_all_of_one_source_are_replayed(app: Moderation) -> None:
    listen(app)
    listen(app, source="other")
    mine, _ = _die(app), _die(app, source="other")
    assert replay_all(app.database, source="app", actor="cli") == 1
    assert callback(app, mine).dead_at is None
    assert count_dead(app.database) == 1


def test_what_is_older_than_its_time_is_forgotten_by_the_keeper(app: Moderation) -> None:
    listen(app)
    kept, gone = [], []
    now = _now(app)
    for column, keep in (
        ("delivered_at", KEEP_DELIVERED),
        ("cancelled_at", KEEP_DELIVERED),
        ("dead_at", KEEP_DEAD),
    ):
        kept.append(due(app))
        change(app, kept[-1], **{column: now - keep + MOMENT})
        gone.append(due(app))
        change(app, gone[-1], **{column: now - keep - MOMENT})
    kept.append(due(app))
    change(app, kept[-1], created_at=now - timedelta(days=400))
    Keeper(app).run_once()
    assert {one.id for one in callbacks(app)} == set(kept)


def test_gauges_count_what_is_due_or_was_tried_and_nothing_that_may_be_undone(
    app: Moderation,
) -> None:
    listen(app)
    now = _now(app)
    change(app, due(app), created_at=now - timedelta(hours=1))
    retried = due(app)
    change(app, retried, attempts=3, next_attempt_at=now + timedelta(hours=1))
    undoable = due(app)
    change(
        app,
        undoable,
        created_at=now - timedelta(days=1),
        next_attempt_at=now + timedelta(seconds=30),
    )
    refresh_gauges(app)
    assert _metric("saring_callbacks_pending") == 2
    assert 3600 <= _metric("saring_callbacks_oldest_seconds") < 3700
    for one in callbacks(app):
        change(app, one.id, delivered_at=now)
    refresh_gauges(app)
    assert _metric("saring_callbacks_pending") == 0
    assert _metric("saring_callbacks_oldest_seconds") == 0


@pytest.mark.parametrize(
    ("result", "counted"),
    [
        (CallResult(200, None), "delivered"),
        (CallResult(500, "status"), "failed"),
        (CallResult(410, "gone"), "dead"),
    ],
)
def test_each_attempt_is_counted_by_its_outcome(
    app: Moderation, result: CallResult, counted: str
) -> None:
    listen(app)
    due(app)
    before = _metric("saring_callbacks_total", result=counted)
    (held,) = claim_due(app, "test", busy={}, limit=16)
    settle(app, held, result)
    settle(app, held, result)  # The claim is over: this is no second attempt.
    assert _metric("saring_callbacks_total", result=counted) == before + 1

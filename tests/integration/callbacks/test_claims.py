"""Claiming callbacks, on both databases: one sender at a time, no source in the way of others."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from services.moderation.wiring import Moderation
from services.moderation.workflow.callback_call import CallResult
from services.moderation.workflow.callbacks import remove_endpoint
from services.moderation.workflow.claim_callbacks import LEASE, PER_SOURCE, Delivery, claim_due
from services.moderation.workflow.deliver import Disposition, settle
from tests.support.callbacks import callback, change, due, listen
from tests.support.moderation import moderation

TAKEN = CallResult(204, None)
NOBODY: Counter[str] = Counter()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Moderation]:
    """Open a service on an empty database of either kind."""
    settings = {}
    if request.param == "postgresql":
        settings["database_url"] = request.getfixturevalue("postgresql").fresh().moderation
        with moderation(tmp_path / "keys") as local:  # A server's service is given its secrets.
            settings |= {
                name: local.settings.secret(name)
                for name in ("secret_key", "signing_key", "content_keys")
            }
    with moderation(tmp_path, **settings) as opened:
        yield opened


def _claim(app: Moderation, worker: str = "one", limit: int = 16) -> Sequence[Delivery]:
    return claim_due(app, worker, busy=NOBODY, limit=limit)


def test_senders_that_race_get_each_callback_once(app: Moderation) -> None:
    listen(app)
    wanted = {due(app) for _ in range(PER_SOURCE)}
    found: list[str] = []
    together = threading.Barrier(6)

    def race(worker: str) -> None:
        together.wait()
        found.extend(held.id for held in _claim(app, worker))

    threads = [threading.Thread(target=race, args=(f"w{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(wanted)


def test_the_day_in_which_it_is_tried_begins_with_the_first_attempt(app: Moderation) -> None:
    """A sender that was away for longer has taken no attempt from anybody."""
    listen(app)
    with app.database.reading() as session:
        now = app.database.now(session)
    late = due(app)
    change(app, late, created_at=now - timedelta(hours=25))
    (held,) = _claim(app)
    assert settle(app, held, CallResult(503, "status")) is Disposition.FAILED
    change(app, late, first_attempt_at=now - timedelta(hours=25), next_attempt_at=now)
    (held,) = _claim(app)
    assert settle(app, held, CallResult(503, "status")) is Disposition.DEAD


def test_a_claim_that_ran_out_is_given_to_another_and_the_first_settles_nothing(
    app: Moderation,
) -> None:
    """The one message keeps its id; what a slow sender writes down afterwards is void."""
    listen(app)
    callback_id = due(app)
    (first,) = _claim(app, "first")
    assert _claim(app, "second") == []
    change(app, callback_id, lease_until=first.first_attempt_at)
    (second,) = _claim(app, "second")
    assert (second.id, second.attempts) == (first.id, 2)
    assert settle(app, first, TAKEN) is None
    assert callback(app, callback_id).delivered_at is None
    assert settle(app, second, TAKEN) is Disposition.DELIVERED
    assert callback(app, callback_id).delivered_at is not None


def test_a_late_record_is_void_also_if_the_same_sender_has_claimed_anew(app: Moderation) -> None:
    listen(app)
    callback_id = due(app)
    (first,) = _claim(app)
    change(app, callback_id, lease_until=first.first_attempt_at)
    (second,) = _claim(app)
    assert settle(app, first, CallResult(410, "gone")) is None
    assert callback(app, callback_id).dead_at is None
    assert settle(app, second, TAKEN) is Disposition.DELIVERED


def test_the_lease_is_by_the_databases_clock(app: Moderation) -> None:
    listen(app)
    callback_id = due(app)
    (held,) = _claim(app)
    until = callback(app, callback_id).lease_until
    assert until == held.first_attempt_at + LEASE


def test_a_source_with_a_backlog_leaves_room_for_the_others(app: Moderation) -> None:
    listen(app, source="busy")
    listen(app, source="quiet")
    for _ in range(PER_SOURCE + 3):
        due(app, source="busy")
    late = due(app, source="quiet")
    claimed = _claim(app)
    assert Counter(held.source for held in claimed) == {"busy": PER_SOURCE, "quiet": 1}
    assert late in {held.id for held in claimed}


def test_open_calls_count_against_a_sources_share(app: Moderation) -> None:
    listen(app)
    for _ in range(PER_SOURCE + 1):
        due(app)
    claimed = claim_due(app, "one", busy=Counter(app=PER_SOURCE - 1), limit=16)
    assert len(claimed) == 1
    assert claim_due(app, "one", busy=Counter(app=PER_SOURCE), limit=16) == []


def test_the_oldest_of_a_source_goes_first(app: Moderation) -> None:
    listen(app)
    ids = [due(app) for _ in range(3)]
    assert [held.id for held in _claim(app, limit=2)] == ids[:2]


def test_what_is_not_due_waits(app: Moderation) -> None:
    listen(app)
    callback_id = due(app)
    change(app, callback_id, next_attempt_at=_later(app))
    assert _claim(app) == []


def test_a_callback_whose_url_was_removed_is_cancelled_and_blanked(app: Moderation) -> None:
    listen(app)
    waiting = due(app)
    assert remove_endpoint(app.database, "app") == 1
    too_late = due(app)  # Its transaction began before the URL was removed.
    assert _claim(app) == []
    for callback_id in (waiting, too_late):
        row = callback(app, callback_id)
        assert row.cancelled_at is not None
        assert row.body == ""


def _later(app: Moderation) -> datetime:
    with app.database.reading() as session:
        return app.database.now(session) + timedelta(minutes=5)

"""Requests of a key in a minute, counted by one process and by several."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from services.moderation.store.access import ApiKey
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import create_key, list_keys
from services.moderation.workflow.rate import RateLimiter
from shared.database import Database
from tests.support.set_clock import NOON, SetClock
from tests.support.waiting import wait_for

THREADS = 8
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock(app: Moderation, monkeypatch: pytest.MonkeyPatch) -> SetClock:
    return SetClock(app.database, monkeypatch)


@pytest.fixture
def limiter(app: Moderation, clock: SetClock) -> RateLimiter:
    del clock
    return RateLimiter(app.database)


@pytest.fixture
def key(app: Moderation) -> str:
    create_key(app.database, "portal")
    return list_keys(app.database)[0].id


@pytest.fixture
def other(app: Moderation) -> Iterator[Database]:
    """Open the same database as another process does."""
    opened = Database(app.database.url)
    yield opened
    opened.dispose()


def _pass(limiters: list[RateLimiter], key: str, *, limit: int, attempts: int) -> int:
    """Return how many of so many attempts in parallel are let through."""

    def attempt(number: int) -> bool:
        return limiters[number % len(limiters)].take(key, limit=limit).allowed

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(attempt, range(attempts)))


def _last_used(app: Moderation, key: str) -> object:
    with app.database.reading() as session:
        return session.get_one(ApiKey, key).last_used_at


@pytest.mark.parametrize("limit", [1, 7, 50, 1200])
def test_exactly_so_many_pass_in_one_process(limiter: RateLimiter, key: str, limit: int) -> None:
    assert _pass([limiter], key, limit=limit, attempts=limit + 100) == limit


@pytest.mark.parametrize("limit", [1, 7, 50, 300])
def test_no_more_pass_in_two_processes_together(
    limiter: RateLimiter, other: Database, key: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no fewer, as long as both are asked: what one has set aside it gives out."""
    SetClock(other, monkeypatch)
    both = [limiter, RateLimiter(other)]
    assert _pass(both, key, limit=limit, attempts=2 * limit + 100) == limit


def test_what_one_process_keeps_from_another_is_little(
    limiter: RateLimiter, other: Database, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is asked once a minute must not hold much of it back."""
    SetClock(other, monkeypatch)
    assert RateLimiter(other).take(key, limit=1200).allowed
    assert _pass([limiter], key, limit=1200, attempts=1300) >= 1200 * 15 // 16


def test_keys_do_not_share_a_limit(limiter: RateLimiter, app: Moderation, key: str) -> None:
    create_key(app.database, "lapor")
    second = list_keys(app.database)[1].id
    assert limiter.take(key, limit=1).allowed
    assert not limiter.take(key, limit=1).allowed
    assert limiter.take(second, limit=1).allowed


def test_a_cost_is_taken_whole_or_not_at_all(limiter: RateLimiter, key: str) -> None:
    assert limiter.take(key, limit=10, cost=6).left == 4
    refused = limiter.take(key, limit=10, cost=5)
    assert (refused.allowed, refused.left) == (False, 4)
    assert limiter.take(key, limit=10, cost=4).allowed
    assert not limiter.take(key, limit=10).allowed


def test_the_next_minute_begins_anew(limiter: RateLimiter, key: str, clock: SetClock) -> None:
    clock.at = NOON + 59.9 * SECOND
    assert _pass([limiter], key, limit=5, attempts=9) == 5
    clock.at = NOON + 60 * SECOND
    wait_for(lambda: limiter.take(key, limit=5).allowed, "the minute is over")
    assert _pass([limiter], key, limit=5, attempts=9) == 4


def test_a_minute_that_has_begun_meanwhile_has_room_for_a_batch(
    limiter: RateLimiter, key: str, clock: SetClock
) -> None:
    """By the database's clock; this process has some of the old minute set aside still."""
    assert limiter.take(key, limit=160).allowed
    clock.at = NOON + 60 * SECOND
    batch = limiter.take(key, limit=160, cost=20)
    assert (batch.allowed, batch.left) == (True, 140)


def test_a_process_whose_clock_lags_does_not_bring_the_old_minute_back(
    app: Moderation, other: Database, key: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    lagging = RateLimiter(other)
    SetClock(other, monkeypatch, at=NOON + 59.9 * SECOND)
    clock.at = NOON + 60 * SECOND
    assert RateLimiter(app.database).take(key, limit=5, cost=5).allowed
    assert not lagging.take(key, limit=5).allowed
    assert not RateLimiter(app.database).take(key, limit=5).allowed


def test_a_clock_that_is_set_back_locks_nobody_out(
    limiter: RateLimiter, app: Moderation, key: str, clock: SetClock
) -> None:
    assert limiter.take(key, limit=5, cost=5).allowed
    clock.at = NOON - timedelta(hours=3)
    assert RateLimiter(app.database).take(key, limit=5).allowed


def test_seconds_are_those_until_the_full_minute(
    limiter: RateLimiter, key: str, clock: SetClock
) -> None:
    clock.at = NOON + 20 * SECOND
    assert 38 <= limiter.take(key, limit=5).seconds <= 40


@pytest.mark.parametrize("at", [NOON, NOON + 59.999 * SECOND])
def test_seconds_are_never_none_and_never_more_than_a_minute(
    limiter: RateLimiter, key: str, clock: SetClock, at: datetime
) -> None:
    clock.at = at
    assert 1 <= limiter.take(key, limit=5).seconds <= 60


class _Writes:
    """Counts a database's transactions that write."""

    def __init__(self, database: Database, patch: pytest.MonkeyPatch) -> None:
        self.count = 0
        real = database.writing

        def counted() -> AbstractContextManager[Session]:
            self.count += 1
            return real()

        patch.setattr(database, "writing", counted)


def test_few_requests_write_and_refusals_do_not(
    limiter: RateLimiter, app: Moderation, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A synced write each would be the costliest part of reading a submission."""
    writes = _Writes(app.database, monkeypatch)
    assert _pass([limiter], key, limit=1200, attempts=1200) == 1200
    assert writes.count < 120
    before = writes.count
    assert _pass([limiter], key, limit=1200, attempts=500) == 0
    assert writes.count == before


def test_when_a_key_was_last_used_is_written_once_a_minute_at_most(
    app: Moderation, key: str, clock: SetClock
) -> None:
    assert _last_used(app, key) is None
    for seconds, written in ((30, 30), (59, 30), (60, 30), (89, 30), (90, 90)):
        clock.at = NOON + seconds * SECOND
        assert RateLimiter(app.database).take(key, limit=100).allowed
        assert _last_used(app, key) == NOON + written * SECOND

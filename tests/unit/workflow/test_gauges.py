"""What moderation's gauges make of its database."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from services.moderation.domain.states import SubmissionState
from services.moderation.store.audit import AuditRow, AuditSeal, record
from services.moderation.store.messages import Outbox
from services.moderation.wiring import Moderation
from services.moderation.workflow.gauges import forget_gauges, refresh_gauges
from services.moderation.workflow.seal import seal_audit
from shared.exposition import exposition
from tests.support.metrics import read_series
from tests.support.moderation import WITH_NIK, post, screened
from tests.support.outboxes import gauges_of, put

HOUR = 3600.0
SLACK = 60.0
"""A test may be slow, and waiting goes on meanwhile."""


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    forget_gauges()
    yield
    forget_gauges()


def _series(name: str, **labels: str) -> list[float]:
    return read_series(exposition().decode(), name, labels)


def _write_audit_row(app: Moderation, *, seconds_ago: float) -> None:
    with app.database.writing() as session:
        at = app.database.now(session) - timedelta(seconds=seconds_ago)
        record(session, "tested", at=at, actor="test")


def _audit() -> tuple[float, float]:
    """Return how many rows are not sealed, and the age of the oldest."""
    (count,), (age,) = map(
        _series, ("saring_audit_unsealed", "saring_audit_unsealed_oldest_seconds")
    )
    return count, age


def test_the_outbox_tells_how_many_are_due_and_since_when_the_oldest_is(app: Moderation) -> None:
    """Neither what is sent or cancelled counts, nor what an undo may still stop."""
    for due_before, kind in (
        (3 * HOUR, "sent"),
        (2 * HOUR, "cancelled"),
        (HOUR, "waiting"),
        (5.0, "waiting"),
        (-HOUR, "waiting"),
    ):
        put(app.database, Outbox, due_before=due_before, kind=kind)
    refresh_gauges(app)
    (pending,), (oldest,) = gauges_of(exposition().decode(), "moderation")
    assert pending == 2
    assert HOUR <= oldest < HOUR + SLACK


def test_an_empty_outbox_is_no_second_old(app: Moderation) -> None:
    refresh_gauges(app)
    assert gauges_of(exposition().decode(), "moderation") == [[0], [0]]


def test_the_age_of_an_unsealed_row_is_told_until_it_is_sealed(app: Moderation) -> None:
    seal_audit(app)
    _write_audit_row(app, seconds_ago=HOUR)
    _write_audit_row(app, seconds_ago=5)
    refresh_gauges(app)
    count, age = _audit()
    assert count == 2
    assert HOUR <= age < HOUR + SLACK
    seal_audit(app)
    refresh_gauges(app)
    assert _audit() == (0, 0)


def test_a_row_that_was_committed_after_a_later_one_was_sealed_is_not_missed(
    app: Moderation,
) -> None:
    seal_audit(app)
    for seconds_ago in (HOUR, 5):
        _write_audit_row(app, seconds_ago=seconds_ago)
    with app.database.writing() as session:
        later = session.query(AuditRow).order_by(AuditRow.id.desc()).first()
        assert later is not None
        session.add(AuditSeal(seq=later.id, audit_id=later.id, head="0" * 64))
    refresh_gauges(app)
    count, age = _audit()
    assert count == 1
    assert age >= HOUR


def test_a_clock_that_runs_ahead_makes_no_negative_age(app: Moderation) -> None:
    seal_audit(app)
    _write_audit_row(app, seconds_ago=-HOUR)
    refresh_gauges(app)
    assert _audit() == (1, 0)


@pytest.mark.parametrize(
    ("arrive", "state"),
    [(post, SubmissionState.RECEIVED), (screened, SubmissionState.IN_REVIEW)],
)
def test_what_waits_is_counted_by_state(
    app: Moderation, arrive: Callable[[Moderation, str], str], state: SubmissionState
) -> None:
    arrive(app, WITH_NIK)
    refresh_gauges(app)
    assert _series("saring_queue_items", state=state) == [1]
    assert sum(_series("saring_queue_items")) == 1


def test_who_lost_the_lock_tells_nothing_old(app: Moderation) -> None:
    screened(app, WITH_NIK)
    _write_audit_row(app, seconds_ago=HOUR)
    put(app.database, Outbox, due_before=HOUR, kind="waiting")
    refresh_gauges(app)
    forget_gauges()
    assert gauges_of(exposition().decode(), "moderation") == [[], []]
    assert _series("saring_queue_items") == []
    assert _audit() == (0, 0)
    assert _series("saring_queue_oldest_seconds") == [0]

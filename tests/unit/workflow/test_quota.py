"""Submissions of a source in a day."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from services.moderation.domain.errors import InvalidFieldError, NotFoundError, QuotaError
from services.moderation.store.audit import AuditRow
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import create_key, list_keys
from services.moderation.workflow.idempotency import RequestKey
from services.moderation.workflow.posted import NewSubmission
from services.moderation.workflow.quota import list_quotas, remove_quota, set_quota
from services.moderation.workflow.submit import Request, Submitted, submit, submit_all
from tests.support.moderation import FRIENDLY
from tests.support.set_clock import NOON, SetClock

JAKARTA = "Asia/Jakarta"


@pytest.fixture(autouse=True)
def clock(app: Moderation, monkeypatch: pytest.MonkeyPatch) -> SetClock:
    return SetClock(app.database, monkeypatch)


def _new(external_id: str | None = None, *, source: str = "lapor") -> NewSubmission:
    return NewSubmission(source, FRIENDLY, ("site",), external_id=external_id)


def _set(app: Moderation, per_day: int) -> None:
    set_quota(app.database, "lapor", per_day, timezone=JAKARTA)


def _today(app: Moderation) -> int:
    [(_, _, today)] = list_quotas(app.database, timezone=JAKARTA)
    return today


def _stored(app: Moderation) -> int:
    with app.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Submission)) or 0


def test_what_is_beyond_the_quota_is_refused_and_not_stored(app: Moderation) -> None:
    _set(app, 2)
    for _ in range(2):
        submit(app, _new())
    with pytest.raises(QuotaError) as refused:
        submit(app, _new())
    assert refused.value.seconds == 12 * 3600
    assert (_stored(app), _today(app)) == (2, 2)


def test_another_source_and_one_without_a_quota_are_not_held_up(app: Moderation) -> None:
    _set(app, 1)
    submit(app, _new())
    for _ in range(3):
        assert submit(app, _new(source="lain")).created


def test_what_is_there_already_does_not_count_and_is_answered_beyond_the_quota(
    app: Moderation,
) -> None:
    """Neither under the same external id nor under the same Idempotency-Key."""
    create_key(app.database, "lapor")
    key = RequestKey(list_keys(app.database)[0].id, "kunci-1")
    _set(app, 2)
    first, second = submit(app, _new("1")), submit(app, _new(), key=key)
    for _ in range(3):
        assert submit(app, _new("1")).id == first.id
        assert submit(app, _new(), key=key).id == second.id
    assert _today(app) == 2


def test_each_post_of_a_batch_counts_and_those_beyond_are_refused_one_by_one(
    app: Moderation,
) -> None:
    _set(app, 3)
    submit(app, _new("a"))
    results = submit_all(app, [Request(_new(each)) for each in "abcde"])
    taken = [one.created for one in results if isinstance(one, Submitted)]
    assert sorted(taken) == [False, True, True]
    assert sum(isinstance(one, QuotaError) for one in results) == 2
    assert (_stored(app), _today(app)) == (3, 3)


def test_a_post_that_was_refused_is_taken_the_next_day_under_the_same_key(
    app: Moderation, clock: SetClock
) -> None:
    """The day is the office's: in Jakarta it ends at 17:00 UTC."""
    create_key(app.database, "lapor")
    key = RequestKey(list_keys(app.database)[0].id, "kunci-1")
    _set(app, 1)
    clock.at = datetime(2026, 3, 2, 16, 59, 50, 400_000, tzinfo=UTC)
    submit(app, _new())
    with pytest.raises(QuotaError) as refused:
        submit(app, _new(), key=key)
    assert refused.value.seconds == 10
    clock.at = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
    assert submit(app, _new(), key=key).created
    assert _today(app) == 1


def test_a_day_on_which_clocks_are_put_forward_is_an_hour_shorter(
    app: Moderation, clock: SetClock
) -> None:
    settings = app.settings.model_copy(update={"timezone": "Europe/Amsterdam"})
    object.__setattr__(app, "settings", settings)
    clock.at = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)  # Midnight there.
    set_quota(app.database, "lapor", 1, timezone="Europe/Amsterdam")
    submit(app, _new())
    with pytest.raises(QuotaError) as refused:
        submit(app, _new())
    assert refused.value.seconds == 23 * 3600


def test_what_was_sent_today_before_there_was_a_quota_counts(
    app: Moderation, clock: SetClock
) -> None:
    clock.at = NOON - timedelta(days=1)
    submit(app, _new())
    clock.at = NOON
    for _ in range(3):
        submit(app, _new())
    _set(app, 4)
    assert _today(app) == 3
    submit(app, _new())
    with pytest.raises(QuotaError):
        submit(app, _new())


def test_a_quota_that_is_changed_or_removed_applies_at_once(app: Moderation) -> None:
    _set(app, 1)
    submit(app, _new())
    _set(app, 2)
    submit(app, _new())
    with pytest.raises(QuotaError):
        submit(app, _new())
    remove_quota(app.database, "lapor")
    submit(app, _new())
    _set(app, 4)
    assert _today(app) == 3
    with pytest.raises(NotFoundError, match="saring quotas list"):
        remove_quota(app.database, "tak-ada")


@pytest.mark.parametrize(("source", "per_day"), [("lapor", 0), ("lapor", -1), ("a b", 5)])
def test_a_quota_is_a_number_for_a_plain_name(app: Moderation, source: str, per_day: int) -> None:
    with pytest.raises(InvalidFieldError):
        set_quota(app.database, source, per_day, timezone=JAKARTA)


def test_changes_of_quotas_are_audited(app: Moderation) -> None:
    _set(app, 7)
    remove_quota(app.database, "lapor", actor="user:1")
    with app.database.reading() as session:
        rows = {row.action: row.body for row in session.scalars(select(AuditRow))}
    assert '"per_day":7' in rows["quota_set"]
    assert '"actor":"cli"' in rows["quota_set"]
    assert '"actor":"user:1"' in rows["quota_removed"]

"""How many submissions a source may send in a day of the office's time zone."""

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.moderation.domain.errors import InvalidFieldError, NotFoundError, QuotaError
from services.moderation.store.audit import record
from services.moderation.store.limits import SourceDay, SourceQuota
from services.moderation.store.submissions import Submission
from services.moderation.workflow.access import check_source
from services.moderation.workflow.refusal import Refusal, count_refusal
from shared.database import Database

PER_DAY_MAX = 1_000_000
_KEPT = timedelta(days=31)
_PER_DAY = select(SourceQuota.per_day).where(SourceQuota.source == bindparam("source"))


def count_submission(session: Session, source: str, *, now: datetime, timezone: str) -> None:
    """Count one submission that is stored in this transaction. Raises QuotaError.

    A source without a quota is not counted. Requests of one source wait for each other here, so
    call it last.
    """
    per_day = session.scalar(_PER_DAY, {"source": source})
    if per_day is None:
        return
    local = now.astimezone(ZoneInfo(timezone))
    today = (SourceDay.source == source) & (SourceDay.day == local.date())
    counted = (
        update(SourceDay)
        .where(today, SourceDay.accepted < per_day)
        .values(accepted=SourceDay.accepted + 1)
        .returning(SourceDay.accepted)
    )
    if session.scalars(counted).first() is not None:
        return
    try:
        with session.begin_nested():
            session.add(SourceDay(source=source, day=local.date(), accepted=0))
    except IntegrityError:
        pass  # The day has begun: the quota is used up, or another request was a moment earlier.
    if session.scalars(counted).first() is None:
        count_refusal(Refusal.QUOTA)
        raise QuotaError(per_day=per_day, seconds=_until_midnight(local))


def set_quota(
    database: Database, source: str, per_day: int, *, timezone: str, actor: str = "cli"
) -> None:
    """Let a source send `per_day` submissions a day from now on. Raises InvalidFieldError.

    What it has sent today, before it had a quota, counts.
    """
    check_source(source)
    if not 1 <= per_day <= PER_DAY_MAX:
        pointer = "/per_day"
        detail = f"Give 1 to {PER_DAY_MAX} a day; revoke the source's keys to stop it."
        raise InvalidFieldError(pointer, detail)
    with database.writing() as session:
        now = database.now(session)
        if session.get(SourceQuota, source) is None:
            _count_today(session, source, now.astimezone(ZoneInfo(timezone)))
        session.merge(SourceQuota(source=source, per_day=per_day, updated_at=now))
        record(session, "quota_set", at=now, actor=actor, source=source, per_day=per_day)


def remove_quota(database: Database, source: str, *, actor: str = "cli") -> None:
    """Let a source send as much as it likes. Raises NotFoundError."""
    with database.writing() as session:
        now = database.now(session)
        quota = session.get(SourceQuota, source)
        if quota is None:
            detail = "This source has no quota; see `saring quotas list`."
            raise NotFoundError(detail)
        session.delete(quota)
        record(session, "quota_removed", at=now, actor=actor, source=source)


def list_quotas(database: Database, *, timezone: str) -> Sequence[tuple[str, int, int]]:
    """Return each source that has a quota: its name, how many a day, how many today."""
    with database.reading() as session:
        today = database.now(session).astimezone(ZoneInfo(timezone)).date()
        query = (
            select(SourceQuota.source, SourceQuota.per_day, SourceDay.accepted)
            .outerjoin(
                SourceDay, (SourceDay.source == SourceQuota.source) & (SourceDay.day == today)
            )
            .order_by(SourceQuota.source)
        )
        return [(source, per_day, used or 0) for source, per_day, used in session.execute(query)]


def _count_today(session: Session, source: str, local: datetime) -> None:
    """Write down what a source has sent today, and forget its days of long ago."""
    midnight = _midnight(local.date(), local)
    sent = select(func.count()).where(
        Submission.source == source, Submission.created_at >= midnight.astimezone(UTC)
    )
    accepted = session.scalars(sent).one()
    session.merge(SourceDay(source=source, day=local.date(), accepted=accepted))
    forgotten = SourceDay.day < local.date() - _KEPT
    session.execute(delete(SourceDay).where(SourceDay.source == source, forgotten))


def _midnight(day: date, local: datetime) -> datetime:
    return datetime.combine(day, time(), local.tzinfo)


def _until_midnight(local: datetime) -> int:
    # In UTC: two instants of one zone would be subtracted as clocks on the wall show them.
    midnight = _midnight(local.date() + timedelta(days=1), local).astimezone(UTC)
    return max(1, math.ceil((midnight - local.astimezone(UTC)).total_seconds()))

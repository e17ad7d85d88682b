"""Time: aware UTC everywhere, RFC 3339 on the wire."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def age_seconds(moment: datetime | None, now: datetime) -> float:
    """Return how long ago `moment` was; 0 if there is none, or another host's clock runs ahead."""
    return max((now - moment).total_seconds(), 0) if moment else 0


def rfc3339(moment: datetime) -> str:
    """Write `moment` as RFC 3339 with offset, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def unix_time(moment: datetime) -> int:
    """Return whole seconds since the epoch."""
    return int(moment.timestamp())

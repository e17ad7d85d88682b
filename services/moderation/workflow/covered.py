"""Whether the audit covers a post as it stands on the page."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.moderation.store.audit import AuditRow
from services.moderation.store.contents import salted_digest

_GRACE = timedelta(seconds=60)
"""How long a post may still be on its way off the page, or be another wording's place."""


@dataclass(frozen=True, slots=True)
class ServedPost:
    """A post as a reader sees it."""

    submission_id: str
    text: str
    credit: str | None


@dataclass(frozen=True, slots=True)
class _Cover:
    """Whether just this wording was approved, and since when something else is to stand."""

    approved: bool = False
    over_since: datetime | None = None

    def over(self, since: datetime) -> "_Cover":
        earliest = since if self.over_since is None else min(since, self.over_since)
        return _Cover(self.approved, earliest)


def is_approved(session: Session, post: ServedPost, now: datetime) -> bool:
    """Return whether the audit holds an approval of exactly this post that still stands."""
    rows = session.scalars(
        select(AuditRow.body)
        .where(AuditRow.submission_id == post.submission_id)
        .order_by(AuditRow.id),
    )
    cover = before = _Cover()
    for row in rows:
        entry = json.loads(row)
        if entry["action"] == "approved":
            cover, before = _after_approval(cover, entry, post), cover
        elif _came_to_nothing(entry):
            cover = before
        elif entry["action"] == "recall_commanded":
            cover = cover.over(datetime.fromisoformat(entry["at"]))
    since = cover.over_since
    return cover.approved and (since is None or now - since < _GRACE)


def _after_approval(cover: _Cover, entry: dict[str, Any], post: ServedPost) -> _Cover:
    _, digest = salted_digest(post.text, post.credit, salt=entry["salt"])
    if digest == entry["digest"]:
        return _Cover(approved=True)
    # Another wording takes its place, when that may leave.
    return cover.over(datetime.fromisoformat(entry.get("not_before", entry["at"])))


def _came_to_nothing(entry: dict[str, Any]) -> bool:
    """Return whether the newest approval never reached the page: what stood before stands."""
    match entry["action"]:
        case "undone":
            return bool(entry.get("before") == "approved")
        case "edited":
            return bool(entry.get("cancelled"))
        case "publication.failed":
            return bool(entry.get("applied"))
    return False

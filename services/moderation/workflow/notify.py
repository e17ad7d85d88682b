"""Write callbacks: in the transaction of what they tell of, so that neither is without the other.

A body holds ids, states, codes and our own sentences; never a citizen's words.
"""

import json
import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.orm import Session

from services.moderation.domain.states import shown_state
from services.moderation.store.callbacks import CallbackDelivery, CallbackEndpoint
from services.moderation.store.decisions import Decision
from services.moderation.store.screenings import latest_screening
from services.moderation.store.submissions import Publication
from services.moderation.workflow.answers import decision_json
from services.moderation.workflow.change import Change
from services.moderation.workflow.publications import publications_of
from shared.clock import rfc3339
from shared.messages import EventType


class CallbackType(StrEnum):
    """What a callback tells."""

    DECIDED = "submission.decided"
    APPEAL_DECIDED = "submission.appeal_decided"
    PUBLISHED = "publication.published"
    FAILED = "publication.failed"
    RECALLED = "publication.recalled"
    TEST = "saring.test"


_TOLD = {
    EventType.PUBLISHED: CallbackType.PUBLISHED,
    EventType.FAILED: CallbackType.FAILED,
    EventType.REFUSED: CallbackType.FAILED,
    EventType.RECALLED: CallbackType.RECALLED,
}
"""An unknown outcome is not told: a person finds out first what became of the post."""

_LISTENS = select(CallbackEndpoint.source).where(CallbackEndpoint.source == bindparam("source"))


def notify_decision(change: Change, decision: Decision, *, on_appeal: bool = False) -> None:
    """Tell the source of a decision, once it can no longer be undone.

    `decision` is in the session, and the submission has moved to the state that follows from it.
    """
    if not _listens(change):
        return
    change.session.flush()  # Gives the decision its id.
    _write(
        change,
        CallbackType.APPEAL_DECIDED if on_appeal else CallbackType.DECIDED,
        {"decision": _decision(change, decision)},
        decision_id=decision.id,
        due_at=decision.undo_until or change.now,
    )


def notify_publication(change: Change, publication: Publication, event: EventType) -> None:
    """Tell the source what became of its post on a channel."""
    kind = _TOLD.get(event)
    if kind is None or not _listens(change):
        return
    about: dict[str, Any] = {"channel": publication.channel}
    if kind is CallbackType.PUBLISHED and publication.url:
        about["url"] = publication.url
    if publication.reason:
        about["reason"] = publication.reason
    _write(change, kind, about, revision=publication.revision)


def unsay_decision(session: Session, decision_id: int, *, at: datetime) -> bool:
    """Cancel the callback about a decision that is undone; return False if it may have been told.

    By compare-and-set: either a sender has claimed it, or none ever will.
    """
    of_decision = CallbackDelivery.decision_id == decision_id
    session.execute(
        update(CallbackDelivery)
        .where(
            of_decision,
            CallbackDelivery.claimed_by.is_(None),
            CallbackDelivery.attempts == 0,
            CallbackDelivery.cancelled_at.is_(None),
        )
        .values(cancelled_at=at, body=""),
    )
    told = exists().where(of_decision, CallbackDelivery.cancelled_at.is_(None))
    return not session.scalar(select(told))


def message_body(kind: CallbackType, data: dict[str, Any], *, at: datetime) -> str:
    """Return a callback as it travels, in the form of Standard Webhooks."""
    message = {"type": kind, "timestamp": rfc3339(at), "data": data}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


def _decision(change: Change, decision: Decision) -> dict[str, Any]:
    screening = latest_screening(change.session, decision.submission_id, decision.revision)
    return decision_json(decision, screening, ZoneInfo(change.app.settings.timezone))


def _listens(change: Change) -> bool:
    return change.session.scalar(_LISTENS, {"source": change.submission.source}) is not None


def _write(  # noqa: PLR0913 - what a callback says, by name
    change: Change,
    kind: CallbackType,
    about: dict[str, Any],
    *,
    revision: int | None = None,
    decision_id: int | None = None,
    due_at: datetime | None = None,
) -> None:
    submission = change.submission
    states = [row.state for row in publications_of(change)]
    data = {
        "id": submission.id,
        "external_id": submission.external_id,
        "revision": submission.revision if revision is None else revision,
        "state": shown_state(submission.state, states),
        **about,
    }
    change.session.add(
        CallbackDelivery(
            id=str(uuid.uuid4()),
            source=submission.source,
            submission_id=submission.id,
            decision_id=decision_id,
            type=kind,
            body=message_body(kind, data, at=change.now),
            created_at=change.now,
            next_attempt_at=due_at or change.now,
        ),
    )

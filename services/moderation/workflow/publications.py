"""Where a submission stands on its channels: the rows, as commands and events change them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from services.moderation.domain.states import PublicationState as P
from services.moderation.store.messages import Outbox
from services.moderation.store.submissions import Publication
from services.moderation.workflow.change import Change
from shared.messages import EventType, Operation, PublicationEvent
from shared.outbox import cancel

GONE = frozenset({P.RECALLING, P.RECALLED})
OUTCOMES = {
    EventType.PUBLISHED: P.PUBLISHED,
    EventType.FAILED: P.FAILED,
    EventType.UNKNOWN: P.UNKNOWN,
    EventType.RECALLED: P.RECALLED,
    EventType.REFUSED: P.REFUSED,
}
_POSTING = (Operation.PUBLISH, Operation.UPDATE)
_ON_ITS_WAY = frozenset({P.SCHEDULED, P.SENDING, P.UNKNOWN})


def publications_of(change: Change) -> Sequence[Publication]:
    """Return the submission's publications, one for each channel that was ever commanded."""
    query = select(Publication).where(Publication.submission_id == change.submission.id)
    return change.session.scalars(query.order_by(Publication.channel)).all()


def may_stand(publication: Publication) -> bool:
    """Return whether citizens can read it there or soon may, and no recall is on its way."""
    on_channel = publication.standing_revision is not None
    return publication.state not in GONE and (on_channel or publication.state in _ON_ITS_WAY)


def was_commanded(change: Change) -> bool:
    """Return whether the current revision was published or recalled before.

    The publisher acts on a revision once: to publish these words again takes a new one.
    """
    revision = change.submission.revision
    return any(row.revision >= revision for row in publications_of(change))


def set_commanded(
    change: Change, publications: Sequence[Publication], *, state: P, revision: int
) -> None:
    """Write down that the submission's newest command is on its way to each of its channels."""
    submission = change.submission
    known = {row.channel: row for row in publications}
    for channel in submission.channels:
        row = known.get(channel)
        if row is None:
            row = Publication(submission_id=submission.id, channel=channel)
            change.session.add(row)
        else:
            row.earlier = None if state in GONE else _snapshot(row)
        row.state = state
        row.revision = revision
        row.seq = submission.seq
        row.reason = None
        row.updated_at = change.now


def cancel_waiting(change: Change) -> bool:
    """Cancel what was to be posted and has not left; return whether there was such a command.

    The publications are then as they were before that command.
    """
    waiting = select(Outbox.event_id).where(
        Outbox.submission_id == change.submission.id,
        Outbox.routing_key.in_(_POSTING),
        Outbox.sent_at.is_(None),
        Outbox.cancelled_at.is_(None),
    )
    ids = change.session.scalars(waiting).all()
    cancelled = [one for one in ids if cancel(change.session, Outbox, one, at=change.now)]
    if cancelled:
        restore(change)
    return bool(cancelled)


def restore(change: Change) -> None:
    """Put the publications back as they were before a command that was cancelled."""
    for row in publications_of(change):
        if row.earlier is not None:
            row.state = P(row.earlier["state"])
            row.revision = row.earlier["revision"]
            row.seq = row.earlier["seq"]
            row.reason = row.earlier["reason"]
            row.earlier = None
            row.updated_at = change.now
        elif row.standing_revision is None:  # What people can read is never forgotten.
            change.session.delete(row)


def apply_event(change: Change, row: Publication, event: PublicationEvent) -> bool:
    """Write down what the publisher tells; return whether it answers the newest command.

    The outcome of an older command changes what stands on the channel, and what the publication
    goes back to if the newest is cancelled; it never overwrites a later state.
    """
    state = OUTCOMES[event.type]
    current = event.seq >= row.seq
    _stand(row, event, current=current)
    if current:
        row.state, row.reason, row.earlier = state, event.reason, None
    elif row.earlier is not None and event.seq >= row.earlier["seq"]:
        row.earlier = {**row.earlier, "state": state, "reason": event.reason}
    row.updated_at = change.now
    return current


def _stand(row: Publication, event: PublicationEvent, *, current: bool) -> None:
    if event.type is EventType.PUBLISHED:
        if current or row.state is not P.RECALLED:
            newer = event.revision >= (row.standing_revision or 0)
            row.standing_revision = event.revision if newer else row.standing_revision
            row.url = event.url if newer else row.url
    elif event.type is EventType.RECALLED and (current or row.state is not P.PUBLISHED):
        row.standing_revision = row.url = None


def _snapshot(row: Publication) -> dict[str, Any]:
    return {
        "state": row.state,
        "revision": row.revision,
        "seq": row.seq,
        "reason": row.reason,
    }

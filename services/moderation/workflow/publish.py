"""Put signed commands into the outbox, in the transaction of the decision."""

from datetime import datetime

from sqlalchemy import select

from services.moderation.domain.states import PublicationState
from services.moderation.store.contents import Words
from services.moderation.store.decisions import DecidedBy
from services.moderation.store.messages import Outbox
from services.moderation.store.submissions import Publication
from services.moderation.workflow.change import Change
from shared.messages import DecidedBy as SignedBy
from shared.messages import Operation
from shared.rendering import content_of
from shared.signing import command

_BY = {DecidedBy.MACHINE: SignedBy.POLICY, DecidedBy.PERSON: SignedBy.PERSON}


def command_publish(
    change: Change,
    words: Words,
    *,
    by: DecidedBy,
    policy_sha256: str,
    not_before: datetime,
) -> str:
    """Command that the current revision be published; return the event id."""
    channels = change.submission.channels
    content = content_of(change.app.channels, channels, words.text, words.credit)
    return _send(
        change,
        Operation.PUBLISH,
        content=content,
        by=by,
        policy_sha256=policy_sha256,
        not_before=not_before,
    )


def command_recall(change: Change, *, policy_sha256: str | None) -> str:
    """Command that the submission be taken off every channel; it waits for nobody."""
    return _send(
        change,
        Operation.RECALL,
        content=None,
        by=DecidedBy.PERSON,
        policy_sha256=policy_sha256,
        not_before=change.now,
    )


_STATE_AFTER = {
    Operation.PUBLISH: PublicationState.SCHEDULED,
    Operation.RECALL: PublicationState.RECALLING,
}


def _send(  # noqa: PLR0913 - what a command says, by name
    change: Change,
    op: Operation,
    *,
    content: str | None,
    by: DecidedBy,
    policy_sha256: str | None,
    not_before: datetime,
) -> str:
    submission = change.submission
    submission.seq += 1
    message = command(
        change.app.signer,
        op=op,
        submission_id=submission.id,
        revision=submission.revision,
        seq=submission.seq,
        channels=tuple(submission.channels),
        content=content,
        policy_sha256=policy_sha256,
        decided_by=_BY[by],
        not_before=not_before,
        now=change.now,
        request_id=submission.request_id,
    )
    change.session.add(
        Outbox(
            event_id=message.event_id,
            routing_key=message.routing_key,
            submission_id=submission.id,
            body=message.body,
            available_at=not_before,
        ),
    )
    _set_publications(change, _STATE_AFTER[op])
    return message.event_id


def _set_publications(change: Change, state: PublicationState) -> None:
    submission = change.submission
    rows = change.session.scalars(
        select(Publication).where(Publication.submission_id == submission.id),
    )
    known = {row.channel: row for row in rows}
    for channel in submission.channels:
        row = known.get(channel)
        if row is None:
            row = Publication(submission_id=submission.id, channel=channel)
            change.session.add(row)
        row.state = state
        row.revision = submission.revision
        row.seq = submission.seq
        row.reason = None
        row.updated_at = change.now

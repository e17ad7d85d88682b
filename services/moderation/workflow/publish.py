"""Put signed commands into the outbox, in the transaction of the decision."""

from datetime import datetime

from services.moderation.domain.states import PublicationState
from services.moderation.store.contents import Words
from services.moderation.store.decisions import DecidedBy
from services.moderation.store.messages import Outbox
from services.moderation.workflow.change import MACHINE, Change
from services.moderation.workflow.publications import may_stand, publications_of, set_commanded
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
    """Command that the current revision be published; return the event id.

    Where another revision stands or is on its way, it is an update: nobody reads both.
    """
    submission = change.submission
    publications = publications_of(change)
    takes_a_place = any(
        may_stand(row) and submission.revision not in {row.revision, row.standing_revision}
        for row in publications
    )
    event_id = _send(
        change,
        Operation.UPDATE if takes_a_place else Operation.PUBLISH,
        revision=submission.revision,
        content=content_of(change.app.channels, submission.channels, words.text, words.credit),
        by=by,
        policy_sha256=policy_sha256,
        not_before=not_before,
    )
    set_commanded(
        change, publications, state=PublicationState.SCHEDULED, revision=submission.revision
    )
    return event_id


def command_recall(change: Change, *, revision: int, policy_sha256: str | None) -> str:
    """Command that all revisions up to this one be taken off every channel, at once."""
    event_id = _send(
        change,
        Operation.RECALL,
        revision=revision,
        content=None,
        by=DecidedBy.MACHINE if change.actor == MACHINE else DecidedBy.PERSON,
        policy_sha256=policy_sha256,
        not_before=change.now,
    )
    publications = publications_of(change)
    set_commanded(change, publications, state=PublicationState.RECALLING, revision=revision)
    return event_id


def _send(  # noqa: PLR0913 - what a command says, by name
    change: Change,
    op: Operation,
    *,
    revision: int,
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
        revision=revision,
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
            # Sealed: it may wait for days until the time that the app has set.
            body=change.app.cipher.seal_message(message.body),
            available_at=not_before,
        ),
    )
    return message.event_id

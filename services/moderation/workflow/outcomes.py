"""Take in what the publisher reports; a later state is never overwritten by an earlier one."""

import structlog
from pydantic import ValidationError

from services.moderation.domain.states import PublicationState, SubmissionState
from services.moderation.store.audit import record
from services.moderation.store.contents import load_words
from services.moderation.store.decisions import standing_decision
from services.moderation.store.messages import Inbox
from services.moderation.store.submissions import Publication, Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.change import Change
from services.moderation.workflow.notify import notify_publication
from services.moderation.workflow.publications import OUTCOMES, apply_event
from services.moderation.workflow.publish import command_publish, command_recall
from shared.messages import EventType, PublicationEvent, RefusalReason

_log = structlog.get_logger()


def take_event(app: Moderation, body: str) -> bool:
    """Apply one event of the publisher; return False if it cannot be read and must be set aside.

    A second copy changes nothing.
    """
    try:
        event = PublicationEvent.model_validate_json(body)
    except ValidationError:
        _log.exception("publication_event_unreadable")
        return False
    with app.database.writing() as session:
        if session.get(Inbox, event.id) is not None:
            return True
        now = app.database.now(session)
        session.add(Inbox(event_id=event.id, received_at=now))
        submission = session.get(Submission, event.submission, with_for_update=True)
        if submission is not None and event.type in OUTCOMES:
            _apply(Change(app, session, submission, now, "publisher"), event)
        else:
            facts = event.model_dump(mode="json", exclude={"id", "v", "type", "at"})
            record(session, event.type, at=now, actor="publisher", facts=facts)
    app.outbox_bell.ring()
    return True


def _apply(change: Change, event: PublicationEvent) -> None:
    publication = change.session.get(Publication, (event.submission, event.channel))
    taking_back = publication is not None and publication.state is PublicationState.RECALLING
    current = publication is not None and apply_event(change, publication, event)
    change.note(
        event.type,
        channel=event.channel,
        revision=event.revision,
        seq=event.seq,
        reason=event.reason,
        applied=current,
    )
    if current and event.type is EventType.REFUSED and event.reason == RefusalReason.EXPIRED:
        _issue_again(change, event, taking_back=taking_back)
    elif publication is not None and current:
        notify_publication(change, publication, event.type)


def _issue_again(change: Change, event: PublicationEvent, *, taking_back: bool) -> None:
    """Command anew what expired on the way: a recall always, a post while its decision stands."""
    submission, session = change.submission, change.session
    decision = standing_decision(session, submission.id)
    policy_sha256 = decision.policy_sha256 if decision else None
    if taking_back:
        command_recall(change, revision=event.revision, policy_sha256=policy_sha256)
    elif (
        decision is not None
        and submission.state is SubmissionState.APPROVED
        and event.revision == submission.revision
    ):
        command_publish(
            change,
            load_words(session, change.app.cipher, submission.id, submission.revision),
            by=decision.by,
            policy_sha256=decision.policy_sha256,
            not_before=change.now,
        )
    else:
        return
    change.note("issued_again", seq=submission.seq)

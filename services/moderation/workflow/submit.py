"""Take posts in: stored and audited before they are answered."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from services.moderation.domain.errors import ExternalIdTakenError, WorkflowError
from services.moderation.domain.states import SubmissionState
from services.moderation.store.audit import record
from services.moderation.store.contents import Content, Origin
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.idempotency import RequestKey, remember, replayed
from services.moderation.workflow.posted import (
    NewSubmission,
    check_acceptable,
    fill_in,
    same_content,
)
from services.moderation.workflow.quota import count_submission
from shared.metrics import SUBMISSIONS

__all__ = ["NewSubmission", "Request", "Submitted", "submit", "submit_all"]

_DEADLOCK = "40P01"
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Request:
    """One post, and the Idempotency-Key it came under, if any."""

    new: NewSubmission
    key: RequestKey | None = None


@dataclass(frozen=True, slots=True)
class Submitted:
    """The submission that holds the post; `created` is False if it was there before.

    `replayed` says that its Idempotency-Key was used before.
    """

    id: str
    created: bool
    replayed: bool = False


def submit(app: Moderation, new: NewSubmission, *, key: RequestKey | None = None) -> Submitted:
    """Store a post for screening.

    The same post under the same key, or under the same `(source, external_id)`, gives the
    submission that is there. Raises KeyReusedError and ExternalIdTakenError for another post,
    InFlightError, QuotaError, InvalidFieldError.
    """
    [result] = submit_all(app, [Request(new, key)])
    if isinstance(result, WorkflowError):
        raise result
    return result


def submit_all(app: Moderation, requests: Sequence[Request]) -> list[Submitted | WorkflowError]:
    """Store posts in one transaction; one that is refused does not stop the others."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            results = _store(app, requests)
        except OperationalError as error:
            # Two batches waited for each other, and the database has ended one of them.
            if getattr(error.orig, "sqlstate", None) != _DEADLOCK or attempt == _ATTEMPTS:
                raise
        else:
            break
    created = [one.id for one in results if isinstance(one, Submitted) and one.created]
    SUBMISSIONS.inc(len(created))
    for submission_id in created:
        app.dispatcher.dispatch(submission_id)
    return results


def _store(app: Moderation, requests: Sequence[Request]) -> list[Submitted | WorkflowError]:
    results: dict[int, Submitted | WorkflowError] = {}
    # In one order of external ids, so that two batches seldom wait for each other.
    order = sorted(range(len(requests)), key=lambda index: requests[index].new.external_id or "")
    with app.database.writing() as session:
        for index in order:
            try:
                results[index] = _take(app, session, requests[index])
            except WorkflowError as error:
                results[index] = error
    return [results[index] for index in range(len(requests))]


def _take(app: Moderation, session: Session, request: Request) -> Submitted:
    """Store one post in a savepoint of its own: a refusal leaves nothing of it behind."""
    try:
        with session.begin_nested():
            return _find(app, session, request) or _insert(app, session, request)
    except IntegrityError:
        # Another request with the same key or external id came first; its submission is the
        # answer.
        with session.begin_nested():
            found = _find(app, session, request)
        if found is None:
            raise
        return found


def _find(app: Moderation, session: Session, request: Request) -> Submitted | None:
    new, key = request.new, request.key
    if key is not None:
        submission_id = replayed(app, session, key, request=new.digest(app))
        if submission_id is not None:
            return Submitted(submission_id, created=False, replayed=True)
    if new.external_id is None:
        return None
    known = session.scalars(
        select(Submission).where(
            Submission.source == new.source,
            Submission.external_id == new.external_id,
        ),
    ).first()
    if known is None:
        return None
    if not same_content(app, session, known, new):
        raise ExternalIdTakenError(known.id)
    _remember(app, session, request, known.id)
    return Submitted(known.id, created=False)


def _insert(app: Moderation, session: Session, request: Request) -> Submitted:
    check_acceptable(app, request.new)  # Not before: what is there was acceptable when it came.
    now, new = app.database.now(session), request.new
    submission = Submission(
        id=str(uuid.uuid4()),
        source=new.source,
        external_id=new.external_id,
        state=SubmissionState.RECEIVED,
        created_at=now,
        updated_at=now,
    )
    fill_in(app, submission, new)
    session.add(submission)
    session.flush()
    content = Content(
        submission_id=submission.id,
        revision=1,
        origin=Origin.SUBMITTED,
        sealed=app.cipher.seal(new.words()),
        created_at=now,
    )
    session.add(content)
    record(
        session,
        "received",
        at=now,
        actor=f"source:{new.source}",
        submission_id=submission.id,
        after=SubmissionState.RECEIVED,
        channels=list(new.channels),
        request=new.request_id,
    )
    _remember(app, session, request, submission.id)
    count_submission(session, new.source, now=now, timezone=app.settings.timezone)
    return Submitted(submission.id, created=True)


def _remember(app: Moderation, session: Session, request: Request, submission_id: str) -> None:
    if request.key is not None:
        digest = request.new.digest(app)
        remember(app, session, request.key, request=digest, submission_id=submission_id)
    session.flush()

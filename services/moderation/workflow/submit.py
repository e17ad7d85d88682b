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
    """The submission that holds the post; `new` is its row if it was not there before.

    `replayed` says that its Idempotency-Key was used before.
    """

    id: str
    new: Submission | None = None
    replayed: bool = False

    @property
    def created(self) -> bool:
        """Return whether this post was stored just now."""
        return self.new is not None


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
    store = _store_one if len(requests) == 1 else _store_each
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            results = store(app, requests)
        except (OperationalError, IntegrityError) as error:
            if attempt == _ATTEMPTS or not _was_overtaken(error):
                raise
        else:
            break
    created = [one.id for one in results if isinstance(one, Submitted) and one.created]
    SUBMISSIONS.inc(len(created))
    for submission_id in created:
        app.dispatcher.dispatch(submission_id)
    return results


def _was_overtaken(error: OperationalError | IntegrityError) -> bool:
    """Return whether another request came first, or another batch: each waited for the other."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) == _DEADLOCK


def _store_one(app: Moderation, requests: Sequence[Request]) -> list[Submitted | WorkflowError]:
    [request] = requests
    with app.database.writing() as session:
        try:
            return [_take(app, session, request)]
        except WorkflowError as error:
            session.rollback()
            return [error]


def _store_each(app: Moderation, requests: Sequence[Request]) -> list[Submitted | WorkflowError]:
    """Store each in a savepoint of its own: a refusal leaves nothing of it behind."""
    results: dict[int, Submitted | WorkflowError] = {}
    # In one order of external ids, so that two batches seldom wait for each other.
    order = sorted(range(len(requests)), key=lambda index: requests[index].new.external_id or "")
    with app.database.writing() as session:
        for index in order:
            try:
                results[index] = _take_apart(app, session, requests[index])
            except WorkflowError as error:
                results[index] = error
    return [results[index] for index in range(len(requests))]


def _take_apart(app: Moderation, session: Session, request: Request) -> Submitted:
    try:
        with session.begin_nested():
            return _take(app, session, request)
    except IntegrityError:
        # Another request came first; its submission is the answer.
        with session.begin_nested():
            return _take(app, session, request)


def _take(app: Moderation, session: Session, request: Request) -> Submitted:
    digest = request.new.digest(app) if request.key else ""
    return _find(app, session, request, digest) or _insert(app, session, request, digest)


def _find(app: Moderation, session: Session, request: Request, digest: str) -> Submitted | None:
    new, key = request.new, request.key
    if key is not None:
        submission_id = replayed(app, session, key, request=digest)
        if submission_id is not None:
            return Submitted(submission_id, replayed=True)
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
    _remember(app, session, request, known.id, digest)
    return Submitted(known.id)


def _insert(app: Moderation, session: Session, request: Request, digest: str) -> Submitted:
    check_acceptable(app, request.new)  # Not before: what is there was acceptable when it came.
    now, new = app.database.now(session), request.new
    submission = Submission(
        id=str(uuid.uuid4()),
        source=new.source,
        external_id=new.external_id,
        state=SubmissionState.RECEIVED,
        created_at=now,
        updated_at=now,
        publications=[],
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
    _remember(app, session, request, submission.id, digest)
    count_submission(session, new.source, now=now, timezone=app.settings.timezone)
    return Submitted(submission.id, new=submission)


def _remember(
    app: Moderation, session: Session, request: Request, submission_id: str, digest: str
) -> None:
    if request.key is not None:
        remember(app, session, request.key, request=digest, submission_id=submission_id)
    session.flush()

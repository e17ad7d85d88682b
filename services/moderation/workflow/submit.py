"""Take a post in: stored and audited before it is answered."""

import hashlib
import hmac
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.moderation.domain.errors import ConflictError, InvalidFieldError
from services.moderation.domain.states import SubmissionState
from services.moderation.store.audit import record
from services.moderation.store.contents import Content, Origin, Words, load_words
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from shared.metrics import SUBMISSIONS


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """A post as an internal app sends it; `text` is kept to the code point."""

    source: str
    text: str
    channels: tuple[str, ...]
    external_id: str | None = None
    author_ref: str | None = None
    author_display: str | None = None
    author_credit: bool = False
    language: str | None = None
    scheduled_at: datetime | None = None
    consent: Mapping[str, Any] | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    request_id: str | None = None

    def words(self) -> Words:
        """Return what is kept encrypted."""
        return Words(
            text=self.text,
            credit=self.author_display if self.author_credit else None,
            author_ref=self.author_ref,
            author_display=self.author_display,
            metadata=dict(self.metadata),
        )


@dataclass(frozen=True, slots=True)
class Submitted:
    """The submission that holds the post; `created` is False if it was there before."""

    id: str
    created: bool


def submit(app: Moderation, new: NewSubmission) -> Submitted:
    """Store a post for screening.

    Equal `(source, external_id)` with equal content gives the submission that is there. Raises
    ConflictError if the content differs, InvalidFieldError for a channel that is not configured.
    """
    for index, channel in enumerate(new.channels):
        if channel not in app.channels:
            detail = f"There is no such channel. Use one of: {', '.join(sorted(app.channels))}."
            msg = f"/channels/{index}"
            raise InvalidFieldError(msg, detail)
    try:
        with app.database.writing() as session:
            existing = _existing(app, session, new)
            if existing:
                return existing
            submission_id = _insert(app, session, new)
    except IntegrityError:
        # Another request with the same external id came first; its submission is the answer.
        with app.database.reading() as session:
            existing = _existing(app, session, new)
        if existing is None:
            raise
        return existing
    SUBMISSIONS.inc()
    app.dispatcher.dispatch(submission_id)
    return Submitted(submission_id, created=True)


def author_digest(app: Moderation, author_ref: str) -> str:
    """Return the keyed digest by which one author's posts are found without storing who."""
    key = app.settings.secret("secret_key").encode()
    return hmac.digest(key, author_ref.encode(), hashlib.sha256).hex()


def _insert(app: Moderation, session: Session, new: NewSubmission) -> str:
    now = app.database.now(session)
    submission = Submission(
        id=str(uuid.uuid4()),
        source=new.source,
        external_id=new.external_id,
        channels=list(new.channels),
        author_digest=author_digest(app, new.author_ref) if new.author_ref else None,
        language_hint=new.language,
        scheduled_at=new.scheduled_at,
        consent=dict(new.consent) if new.consent else None,
        state=SubmissionState.RECEIVED,
        request_id=new.request_id,
        created_at=now,
        updated_at=now,
    )
    session.add(submission)
    session.flush()
    session.add(
        Content(
            submission_id=submission.id,
            revision=1,
            origin=Origin.SUBMITTED,
            sealed=app.cipher.seal(new.words()),
            created_at=now,
        ),
    )
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
    return submission.id


def _existing(app: Moderation, session: Session, new: NewSubmission) -> Submitted | None:
    if new.external_id is None:
        return None
    found = session.scalars(
        select(Submission).where(
            Submission.source == new.source,
            Submission.external_id == new.external_id,
        ),
    ).first()
    if found is None:
        return None
    same = (
        load_words(session, app.cipher, found.id, 1) == new.words()
        and tuple(found.channels) == new.channels
    )
    if not same:
        detail = "This external_id was used for other content. Send a new external_id."
        raise ConflictError(detail)
    return Submitted(found.id, created=False)

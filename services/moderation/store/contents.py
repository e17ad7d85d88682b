"""Citizens' words: immutable revisions, encrypted at rest; nowhere else in this database."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import ForeignKey, LargeBinary, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.moderation.store.base import Base
from shared.outbox import UnreadableBodyError


class Origin(StrEnum):
    """How a revision came about."""

    SUBMITTED = "submitted"
    REDACTION = "redaction"
    CORRECTION = "correction"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Words:
    """What a citizen, or their app, wrote; `credit` is the line published under the text."""

    text: str
    credit: str | None = None
    author_ref: str | None = None
    author_display: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)


class ContentError(UnreadableBodyError):
    """A stored revision cannot be read with the keys at hand."""


class ContentCipher:
    """Encrypts words with the first key of a ring; reads what any of its keys wrote."""

    def __init__(self, keys: str) -> None:
        """Take Fernet keys, comma-separated, newest first. Raises ValueError."""
        self._ring = MultiFernet([Fernet(key.strip()) for key in keys.split(",")])

    def seal(self, words: Words) -> bytes:
        """Encrypt."""
        plain = json.dumps(
            {
                "text": words.text,
                "credit": words.credit,
                "author_ref": words.author_ref,
                "author_display": words.author_display,
                "metadata": words.metadata,
            },
        )
        return self._ring.encrypt(plain.encode())

    def open(self, sealed: bytes) -> Words:
        """Decrypt. Raises ContentError."""
        return Words(**json.loads(self._decrypt(sealed)))

    def seal_message(self, body: str) -> str:
        """Encrypt a message that waits to be sent."""
        return self._ring.encrypt(body.encode()).decode()

    def open_message(self, stored: str) -> str:
        """Return what `seal_message` was given, or JSON that was stored as it is.

        Raises ContentError.
        """
        return stored if stored.startswith("{") else self._decrypt(stored.encode()).decode()

    def _decrypt(self, sealed: bytes) -> bytes:
        try:
            return self._ring.decrypt(sealed)
        except InvalidToken:
            message = "the key that a stored text was encrypted with is not among them"
            raise ContentError(message) from None


class Content(Base):
    """One immutable revision of a submission's words."""

    __tablename__ = "contents"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[Origin]
    base_revision: Mapped[int | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


def sent_words(session: Session, cipher: ContentCipher, submission_id: str) -> Words:
    """Return what the app sent last: no redaction and no correction of ours."""
    sealed = session.scalars(
        select(Content.sealed)
        .where(
            Content.submission_id == submission_id,
            Content.origin.in_((Origin.SUBMITTED, Origin.EDIT)),
        )
        .order_by(Content.revision.desc())
        .limit(1),
    ).one()
    return cipher.open(sealed)


def load_words(session: Session, cipher: ContentCipher, submission_id: str, revision: int) -> Words:
    """Return the words of one revision."""
    return cipher.open(session.get_one(Content, (submission_id, revision)).sealed)


def next_revision(session: Session, submission_id: str) -> int:
    """Return a number that no revision has had, not even one that was undone."""
    newest = session.scalar(
        select(func.max(Content.revision)).where(Content.submission_id == submission_id)
    )
    return (newest or 0) + 1


def salted_digest(text: str, credit: str | None, *, salt: str | None = None) -> tuple[str, str]:
    """Return salt and digest of what may be published: proof for the audit that tells no words."""
    salt = salt or secrets.token_hex(16)
    joined = json.dumps([salt, text, credit], ensure_ascii=True)
    return salt, hashlib.sha256(joined.encode()).hexdigest()

"""A post as an internal app sends it, and whether it may be taken in."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from services.moderation.domain.errors import InvalidFieldError
from services.moderation.store.contents import Words, sent_words
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.idempotency import request_digest
from shared.channels import ChannelKind


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

    def digest(self, app: Moderation) -> str:
        """Return the keyed digest of everything in it that the app has sent."""
        sent = {
            "source": self.source,
            "external_id": self.external_id,
            "text": self.text,
            "channels": sorted(self.channels),
            "author": [self.author_ref, self.author_display, self.author_credit],
            "language": self.language,
            "scheduled_at": self.scheduled_at,
            "consent": self.consent and dict(self.consent),
            "metadata": dict(self.metadata),
        }
        return request_digest(app, sent)


def check_acceptable(app: Moderation, new: NewSubmission) -> None:
    """Raise InvalidFieldError for a channel that is not there, or a consent that is not."""
    for index, channel in enumerate(new.channels):
        if channel not in app.channels:
            known = ", ".join(sorted(app.channels))
            pointer = f"/channels/{index}"
            raise InvalidFieldError(
                pointer,
                f"There is no such channel. Use one of: {known}.",
                f"Kanal ini tidak ada. Gunakan salah satu dari: {known}.",
            )
    needs_consent = any(app.channels[name].kind is not ChannelKind.SITE for name in new.channels)
    if app.settings.require_consent and needs_consent and new.consent is None:
        pointer = "/consent"
        raise InvalidFieldError(
            pointer,
            "Send when the author agreed to publication and to which terms: this office requires"
            " it for every channel but its own page.",
            "Kirim kapan penulis menyetujui penerbitan dan ketentuan yang mana: instansi ini"
            " mewajibkannya untuk semua kanal selain lamannya sendiri.",
        )


def same_content(
    app: Moderation, session: Session, submission: Submission, new: NewSubmission
) -> bool:
    """Return whether the app sent all of this last time: words, author, channels, times, consent.

    What a moderator has masked since does not count: the app does not know of it. Neither does
    the order of the channels.
    """
    return (
        sorted(submission.channels) == sorted(new.channels)
        and submission.language_hint == new.language
        and submission.scheduled_at == new.scheduled_at
        and submission.consent == (dict(new.consent) if new.consent else None)
        and sent_words(session, app.cipher, submission.id) == new.words()
    )


def fill_in(app: Moderation, submission: Submission, new: NewSubmission) -> None:
    """Set what a submission keeps beside its words."""
    submission.channels = list(new.channels)
    submission.author_digest = author_digest(app, new.author_ref) if new.author_ref else None
    submission.language_hint = new.language
    submission.scheduled_at = new.scheduled_at
    submission.consent = dict(new.consent) if new.consent else None
    submission.request_id = new.request_id


def author_digest(app: Moderation, author_ref: str) -> str:
    """Return the keyed digest by which one author's posts are found without storing who."""
    return hmac.digest(app.secret_key, author_ref.encode(), hashlib.sha256).hex()

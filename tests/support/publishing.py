"""A publisher on a real SQLite file, and somebody who signs commands to it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import select, update

from services.publisher.receive import Disposition, receive
from services.publisher.senders import make_senders
from services.publisher.settings import PublisherSettings
from services.publisher.store import DeadLetter, LedgerRow, Outbox, SitePost
from services.publisher.wiring import Publisher, open_publisher
from shared.channels import ChannelBook, load_channels
from shared.messages import DecidedBy, Operation, PublicationEvent
from shared.migrations import upgrade
from shared.outbox import Message
from shared.rendering import content_of
from shared.signing import CommandSigner, command, new_signing_key

POLICY = "a" * 64
SITE = ("site",)
TRICKY = "  <b>&amp;</b> \"'\r\nbaris\rdua\n\n\t</div></article> 😀\u202e\u200d{{ 7*7 }}  "
"""What a careless page or feed would garble, or run."""


@dataclass
class Clock:
    """A clock that a test may move."""

    moment: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **span: float) -> None:
        self.moment += timedelta(**span)


def signed(  # noqa: PLR0913 - a command has that many claims, and a test changes one of them
    signer: CommandSigner,
    submission: str,
    *,
    op: Operation = Operation.PUBLISH,
    revision: int = 1,
    seq: int = 1,
    text: str = "Jalan sudah mulus",
    credit: str | None = None,
    channels: Sequence[str] = SITE,
    now: datetime | None = None,
    not_before: datetime | None = None,
    event_id: str | None = None,
    content: str | None = None,
    book: ChannelBook | None = None,
) -> Message:
    """Sign a command as moderation does."""
    now = now or datetime.now(UTC)
    if content is None and op in (Operation.PUBLISH, Operation.UPDATE):
        book = book or load_channels()
        content = content_of(book, book.names, text, credit)
    return command(
        signer,
        op=op,
        submission_id=submission,
        revision=revision,
        seq=seq,
        channels=channels,
        content=content,
        policy_sha256=POLICY,
        decided_by=DecidedBy.POLICY,
        not_before=not_before or now,
        now=now,
        event_id=event_id,
    )


@dataclass
class Desk:
    """Moderation's side of the wire and a look into the publisher's store."""

    publisher: Publisher
    signer: CommandSigner
    clock: Clock

    def sign(self, submission: str, **claims: Any) -> Message:  # noqa: ANN401 - as `signed`
        known = {"now": self.clock(), "book": self.publisher.channels}
        return signed(self.signer, submission, **{**known, **claims})

    def send(self, submission: str, **claims: Any) -> Disposition:  # noqa: ANN401 - as `signed`
        return receive(self.publisher, self.sign(submission, **claims).body)

    def work(self) -> int:
        """Let a sender of each kind do what is due."""
        return sum(send() for send in make_senders(self.publisher).values())

    def make_due(self) -> None:
        """Let leases run out and waits end, without waiting."""
        past = datetime.now(UTC) - timedelta(seconds=1)
        with self.publisher.database.writing() as session:
            session.execute(update(LedgerRow).values(next_attempt_at=past))
            claimed = LedgerRow.lease_until.is_not(None)
            session.execute(update(LedgerRow).where(claimed).values(lease_until=past))

    def on_page(self) -> dict[str, str]:
        """Return what stands on the page: submission to text."""
        with self.publisher.database.reading() as session:
            return {post.submission_id: post.text for post in session.scalars(select(SitePost))}

    def events(self) -> list[PublicationEvent]:
        """Return every event so far, oldest first."""
        with self.publisher.database.reading() as session:
            bodies: Iterable[str] = session.scalars(select(Outbox.body).order_by(Outbox.id))
            return [PublicationEvent.model_validate_json(body) for body in bodies]

    def answers(self) -> list[tuple[str, int, str | None]]:
        """Return type, seq and reason of every event so far."""
        return [(event.type.value, event.seq, event.reason) for event in self.events()]

    def ledger(self) -> list[LedgerRow]:
        with self.publisher.database.reading() as session:
            return list(session.scalars(select(LedgerRow).order_by(LedgerRow.id)))

    def dead_letters(self) -> list[str]:
        """Return the reasons of the dead letters."""
        with self.publisher.database.reading() as session:
            return list(session.scalars(select(DeadLetter.reason).order_by(DeadLetter.id)))


def open_desk(
    folder: Path, secrets: Mapping[str, str] = MappingProxyType({}), **environment: str
) -> Desk:
    """Open a publisher on a fresh database in `folder`; `secrets` are its channels'."""
    signer = CommandSigner(new_signing_key())
    clock = Clock()
    settings = PublisherSettings.model_validate({"data_dir": folder, **environment})
    publisher = open_publisher(
        settings, verify_keys=[signer.public_key], clock=clock, environment=secrets
    )
    upgrade(publisher.database, "services.publisher.store")
    return Desk(publisher, signer, clock)


def altered(body: str, **fields: object) -> str:
    """Change fields of a message on its way."""
    return json.dumps({**json.loads(body), **fields})


def break_channels(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let every channel raise `error` instead of doing what it is asked."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr("services.publisher.sender.open_channel", refuse)

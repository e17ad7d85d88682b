"""A real publisher beside a moderation service: the same wiring as `saring up`, step by step."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update

from services.embedded.transport import to_moderation, to_publisher
from services.moderation.store.decisions import Decision
from services.moderation.store.messages import Outbox
from services.moderation.wiring import Moderation
from services.moderation.workflow.screen import screen_next
from services.publisher.sender import Sender
from services.publisher.settings import PublisherSettings
from services.publisher.store import LedgerRow, SitePost
from services.publisher.store import Outbox as PublisherOutbox
from services.publisher.wiring import Publisher, open_publisher
from shared.migrations import upgrade
from shared.outbox import Relay


class Page:
    """The official page, and what carries commands to it and outcomes back."""

    def __init__(self, app: Moderation, publisher: Publisher) -> None:
        self._app = app
        self._publisher = publisher
        self._commands = Relay(
            app.database,
            Outbox,
            to_publisher(publisher),
            opened=app.cipher.open_message,
        )
        self._events = Relay(publisher.database, PublisherOutbox, to_moderation(app))
        self._sender = Sender(publisher)

    def screen_all(self) -> None:
        """Screen whatever waits for it."""
        while screen_next(self._app, "test"):
            pass

    def send(self) -> None:
        """Carry what is due to the publisher, and let it work; it does not report yet."""
        while self._commands.run_once() or self._work():
            pass

    def report(self) -> None:
        """Carry outcomes back."""
        while self._events.run_once():
            pass

    def deliver(self) -> None:
        """Carry everything that is due to its end."""
        while self._commands.run_once() or self._work() or self._events.run_once():
            pass

    def let_time_pass(self) -> None:
        """Let undo windows end, and scheduled posts become due."""
        past = datetime.now(UTC) - timedelta(seconds=1)
        with self._app.database.writing() as session:
            session.execute(update(Outbox).values(available_at=past))
            windows = update(Decision).where(Decision.undo_until.is_not(None))
            session.execute(windows.values(undo_until=past))

    def _work(self) -> int:
        """Post what there is to post: a command that was carried is due, whenever that was."""
        past = datetime.now(UTC) - timedelta(seconds=1)
        with self._publisher.database.writing() as session:
            session.execute(update(LedgerRow).values(next_attempt_at=past))
        return self._sender.run_once()

    def standing(self) -> dict[str, tuple[int, str]]:
        """Return what people can read: submission to revision and text."""
        with self._publisher.database.reading() as session:
            posts = session.scalars(select(SitePost)).all()
        return {post.submission_id: (post.revision, post.text) for post in posts}

    def texts(self) -> list[str]:
        """Return what people can read, in words."""
        return [text for _, text in self.standing().values()]


@contextmanager
def open_page(app: Moderation, folder: Path) -> Iterator[Page]:
    """Open a publisher of its own that believes this moderation."""
    settings = PublisherSettings.model_validate({"data_dir": folder})
    publisher = open_publisher(settings, verify_keys=[app.signer.public_key])
    upgrade(publisher.database, "services.publisher.store")
    try:
        yield Page(app, publisher)
    finally:
        publisher.database.dispose()

"""A moderation service on a real SQLite file, with the release's own screener and policy."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import select

from services.moderation.screening.assembly import make_screener
from services.moderation.screening.pipeline import Screener
from services.moderation.store.messages import Outbox
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation, open_moderation
from services.moderation.workflow.posted import NewSubmission
from services.moderation.workflow.screen import screen_next
from services.moderation.workflow.submit import submit
from services.moderation.workflow.view import show_submission

FRIENDLY = "Terima kasih, jalan di dusun kami sekarang sudah mulus. Salam dari warga."
ABUSIVE = "Dasar anjing goblok bangsat kau!"
WITH_NIK = "Tolong bantu tetangga saya, NIK 3404011203850001, kartunya hilang."


@cache
def _screener() -> Screener:
    """One model for all tests: it has no state."""
    return make_screener()


@contextmanager
def moderation(data_dir: Path, **settings: str) -> Iterator[Moderation]:
    """Open a service of its own; `settings` are SARING_ variables without the prefix."""
    environment = {f"SARING_{name.upper()}": value for name, value in settings.items()}
    environment["SARING_DATA_DIR"] = str(data_dir)
    with mock.patch.dict(os.environ, environment):
        app = open_moderation(screener=_screener())
    try:
        yield app
    finally:
        app.database.dispose()


def post(app: Moderation, text: str, **fields: Any) -> str:  # noqa: ANN401 - NewSubmission's
    """Submit a text for the official page; return the submission's id."""
    return submit(app, NewSubmission(source="app", text=text, channels=("site",), **fields)).id


def screened(app: Moderation, text: str, **fields: Any) -> str:  # noqa: ANN401 - NewSubmission's
    """Submit a text and screen all that waits; return the submission's id."""
    submission_id = post(app, text, **fields)
    while screen_next(app, "test"):
        pass
    return submission_id


def get_submission(app: Moderation, submission_id: str, *, source: str | None) -> dict[str, Any]:
    """Return the answer body for one submission; see `show_submission`."""
    return show_submission(app, submission_id, source=source).body


def row(app: Moderation, submission_id: str) -> Submission:
    """Return a submission as it is stored."""
    with app.database.reading() as session:
        return session.get_one(Submission, submission_id)


def commands(app: Moderation) -> list[Outbox]:
    """Return every command that was written, oldest first, with its body as it travels."""
    with app.database.reading() as session:
        rows = list(session.scalars(select(Outbox).order_by(Outbox.id)))
    for row in rows:
        row.body = row.body and app.cipher.open_message(row.body)
    return rows

"""The clock of a database, as a test sets it."""

from datetime import UTC, datetime

import pytest

from shared.database import Database

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
"""A full minute; noon in Jakarta."""


class SetClock:
    """Shows `at` until a test changes it."""

    def __init__(
        self, database: Database, patch: pytest.MonkeyPatch, *, at: datetime = NOON
    ) -> None:
        self.at = at
        patch.setattr(database, "now", lambda _session: self.at)

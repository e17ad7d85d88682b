"""A service of its own for each test, and an app that is called back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.moderation.wiring import Moderation
from tests.support.callback_receiver import CallbackReceiver, callback_receiver
from tests.support.moderation import moderation


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Moderation]:
    """Open a service on an empty database, whose decisions cannot be undone."""
    with moderation(tmp_path, undo_seconds="0") as opened:
        yield opened


@pytest.fixture
def receiver() -> Iterator[CallbackReceiver]:
    """Run the receiver of one test."""
    with callback_receiver() as running:
        yield running

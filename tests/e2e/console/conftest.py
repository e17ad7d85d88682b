"""The console on a real server and a real database, for a real browser."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from waitress import wasyncore
from waitress.server import create_server

from services.moderation.app import build_app
from services.moderation.workflow.sign_in import add_user
from tests.e2e.console.office import PASSWORD, USERNAME, Office
from tests.support.moderation import moderation


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Serve the application over an empty database with one moderator."""
    with moderation(tmp_path, undo_seconds="600") as service:
        add_user(service.database, USERNAME, PASSWORD, "moderator")
        sockets: dict[int, object] = {}
        server = create_server(build_app(service), map=sockets, host="127.0.0.1", port=0, threads=8)
        thread = threading.Thread(target=server.run)
        thread.start()
        yield Office(f"http://127.0.0.1:{server.effective_port}", service)
        server.task_dispatcher.shutdown()
        # The server's loop ends when it has no socket left.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets, ignore_all=True))
        thread.join(timeout=30)
        assert not thread.is_alive()

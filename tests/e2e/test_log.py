"""What the log tells: one request id from the request to the channel, whatever lies between."""

import json

import pytest

from tests.support.running import Running
from tests.support.waiting import wait_for

pytestmark = pytest.mark.e2e

REQUEST = "laporan-warga-17"
EVENTS = {"http_request", "screened", "command", "publication"}


def events_of(running: Running, request_id: str) -> set[str]:
    """Return the names of the log events that carry the request id, of every process."""
    lines = [line for line in running.output().splitlines() if line.startswith("{")]
    entries = [json.loads(line) for line in lines]
    return {entry["event"] for entry in entries if entry.get("request_id") == request_id}


def test_one_request_id_is_logged_from_the_request_to_the_channel(running: Running) -> None:
    document = {"text": "Terima kasih, jembatan kami sudah kokoh.", "channels": ["site"]}
    answer = running.app.post("/v1/submissions", document, **{"X-Request-Id": REQUEST})
    assert answer.status == 202
    running.app.wait_until(answer.json["id"], "published")
    wait_for(lambda: events_of(running, REQUEST) >= EVENTS, f"{EVENTS} are logged")

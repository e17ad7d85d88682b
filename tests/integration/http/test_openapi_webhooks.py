"""Callbacks are what the OpenAPI document, and docs/callbacks.md, say of them."""

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from services.moderation.http.bodies import JSON
from services.moderation.wiring import Moderation
from services.moderation.workflow.callback_call import signed
from services.moderation.workflow.decide import approve
from services.moderation.workflow.notify import CallbackType, message_body
from services.moderation.workflow.outcomes import take_event
from services.moderation.workflow.queue import open_item
from services.moderation.workflow.screen import screen_next
from shared.clock import utc_now
from shared.messages import EventType
from tests.guards.repository import ROOT
from tests.integration.http.conftest import ClientFor
from tests.support.callbacks import callbacks, listen
from tests.support.documented import Comparison
from tests.support.moderation import ABUSIVE, FRIENDLY, row
from tests.support.outcome import outcome

SOURCE = "dipanggil"


@pytest.fixture
def webhooks(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["webhooks"]
    return found


def _send(client: FlaskClient, moderation: Moderation, text: str) -> str:
    answer = client.post("/v1/submissions", json={"text": text, "channels": ["site"]})
    while screen_next(moderation, "test"):
        pass
    return str(answer.get_json()["id"])


def _report(
    moderation: Moderation,
    submission_id: str,
    kind: EventType,
    *,
    url: str | None = None,
    reason: str | None = None,
) -> None:
    seq = row(moderation, submission_id).seq
    assert take_event(moderation, outcome(submission_id, kind, seq, url=url, reason=reason))


def _have_everything_told(client: FlaskClient, moderation: Moderation) -> list[dict[str, Any]]:
    """Publish a post and recall it; have another rejected, appealed, approved, and not taken."""
    listen(moderation, source=SOURCE)
    published = _send(client, moderation, FRIENDLY)
    _report(moderation, published, EventType.PUBLISHED, url="https://kiriman.example.go.id/1")
    client.post(f"/v1/submissions/{published}/recall", json={"reason": "Diminta penulis."})
    _report(moderation, published, EventType.RECALLED)
    rejected = _send(client, moderation, ABUSIVE)
    client.post(f"/v1/submissions/{rejected}/appeal", json={"statement": "Itu kutipan."})
    version = open_item(moderation, rejected).submission.version
    approve(moderation, rejected, actor="user:siti", version=version)
    _report(moderation, rejected, EventType.FAILED, reason="http_403")
    bodies = [one.body for one in callbacks(moderation) if one.source == SOURCE]
    test = message_body(CallbackType.TEST, {"source": SOURCE}, at=utc_now())
    return [json.loads(body) for body in (*bodies, test)]


def test_every_callback_is_as_documented(
    client_for: ClientFor, moderation: Moderation, comparison: Comparison, webhooks: dict[str, Any]
) -> None:
    told = _have_everything_told(client_for(source=SOURCE), moderation)
    assert {message["type"] for message in told} == set(webhooks)
    for message in told:
        media = webhooks[message["type"]]["post"]["requestBody"]["content"][JSON]
        assert comparison.faults(media["schema"], message) == [], message["type"]
        (example,) = media["examples"].values()
        assert _names(example["value"]) == _names(message)


def _names(message: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return the names that stand in a message, without values."""
    if not isinstance(message, dict):
        return None
    return {name: _names(value) for name, value in message.items()}


def test_the_example_of_a_callback_fits_its_shape(
    comparison: Comparison, webhooks: dict[str, Any]
) -> None:
    """The linter checks the examples of operations, but none of callbacks."""
    for kind, item in webhooks.items():
        media = item["post"]["requestBody"]["content"][JSON]
        for example in media["examples"].values():
            assert comparison.faults(media["schema"], example["value"]) == [], kind


def test_the_headers_of_a_callback_are_the_documented_ones(webhooks: dict[str, Any]) -> None:
    sent = signed(("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",), "m-1", "{}", at=utc_now())
    for kind, item in webhooks.items():
        named = {one["name"]: one for one in item["post"]["parameters"]}
        assert {name for name in sent if name.startswith("webhook-")} == set(named), kind
        assert re.fullmatch(named["webhook-timestamp"]["schema"]["pattern"], "1769826600")


def test_the_contract_names_the_same_callbacks() -> None:
    contract = (ROOT / "docs" / "callbacks.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \|", contract, re.MULTILINE)) == set(
        CallbackType
    )

"""Messages look as the golden files say: both services, and those of last year, depend on it.

A golden file of a version that was released is never changed: a new shape is a new version.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.messages import (
    CommandMessage,
    DecidedBy,
    EventType,
    Operation,
    PublicationEvent,
)
from shared.signing import CommandSigner, CommandVerifier, command

GOLDEN = Path(__file__).parent / "golden"
SEED = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
NOW = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
CONTENT = '{"site":[{"text":"Jalan Kaliurang sudah mulus — matur nuwun","credit":null}]}'

COMMANDS: list[dict[str, Any]] = json.loads((GOLDEN / "commands.v1.json").read_text("utf-8"))
EVENTS: list[dict[str, Any]] = json.loads((GOLDEN / "events.v1.json").read_text("utf-8"))


def _command(op: Operation) -> str:
    posting = op in (Operation.PUBLISH, Operation.UPDATE)
    content = CONTENT if posting else "ab" * 32 if op is Operation.ANCHOR else None
    return command(
        CommandSigner(SEED),
        op=op,
        submission_id="audit" if op is Operation.ANCHOR else "0b7f0a52-6f0e-4b57-9e5c-2f0c2a1f7d11",
        revision=0 if op is Operation.ANCHOR else 2,
        seq=3,
        channels=[] if op is Operation.ANCHOR else ["site"],
        content=content,
        policy_sha256="cd" * 32 if posting else None,
        decided_by=DecidedBy.PERSON,
        not_before=NOW + timedelta(seconds=30),
        now=NOW,
        event_id=f"event-of-{op}",
        request_id="req-7",
    ).body


def _event(kind: EventType) -> str:
    reasons = {
        EventType.REFUSED: "expired",
        EventType.FAILED: "no_result",
        EventType.CHANNEL_STATUS: "stopped",
    }
    return PublicationEvent(
        v=1,
        id=f"event-of-{kind}",
        type=kind,
        submission="0b7f0a52-6f0e-4b57-9e5c-2f0c2a1f7d11",
        revision=2,
        seq=3,
        channel="site",
        at=NOW,
        url="https://kabar.example/post/1" if kind is EventType.PUBLISHED else None,
        reason=reasons.get(kind),
    ).body()


@pytest.mark.parametrize(("op", "golden"), [*zip(Operation, COMMANDS, strict=True)])
def test_a_command_is_written_as_the_golden_file_says(op: Operation, golden: object) -> None:
    """Ed25519 is deterministic, so the signature is part of it."""
    assert json.loads(_command(op)) == golden


@pytest.mark.parametrize("golden", COMMANDS, ids=[golden["type"] for golden in COMMANDS])
def test_a_golden_command_is_read_and_believed(golden: dict[str, Any]) -> None:
    message = CommandMessage.model_validate_json(json.dumps(golden))
    claims = CommandVerifier([CommandSigner(SEED).public_key]).verify(message.jws)
    assert (claims.jti, claims.op) == (message.id, message.type)


@pytest.mark.parametrize(("kind", "golden"), [*zip(EventType, EVENTS, strict=True)])
def test_an_event_is_written_as_the_golden_file_says(kind: EventType, golden: object) -> None:
    assert json.loads(_event(kind)) == golden


@pytest.mark.parametrize("golden", EVENTS, ids=[golden["type"] for golden in EVENTS])
def test_a_golden_event_is_read_back(golden: dict[str, Any]) -> None:
    assert json.loads(PublicationEvent.model_validate_json(json.dumps(golden)).body()) == golden

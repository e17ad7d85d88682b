"""Callbacks, as the OpenAPI document describes them under `webhooks`."""

import inspect
import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field
from pydantic.json_schema import models_json_schema

from services.moderation.domain.states import ShownState
from services.moderation.http.bodies import JSON
from services.moderation.http.outgoing import DecisionAnswer, Moment
from services.moderation.http.screening_answer import Answer
from services.moderation.workflow.notify import CallbackType

TAG = {"name": "callbacks", "description": "What Saring tells an app of its own accord."}

_FILE = Path(__file__).with_name("document_callbacks.json")


class _About(Answer):
    """The submission that a callback is about, as it was at `timestamp`."""

    id: str
    external_id: str | None
    revision: int
    state: ShownState


class DecidedData(_About):
    """What was decided, and what the citizen is told of it."""

    decision: DecisionAnswer


class OnChannelData(_About):
    """Which channel it happened on."""

    channel: str


class PublishedData(OnChannelData):
    """Where the post stands."""

    url: str | None = Field(default=None, description="Left out where the channel has none.")


class FailedData(OnChannelData):
    """Where the post does not stand, and why."""

    reason: str | None = Field(default=None, description="A code, left out where none is known.")


class TestedData(Answer):
    """Whose callbacks were tried out."""

    source: str


class DecidedCallback(Answer):
    """The machine decided, or a person did and can no longer undo it."""

    type: Literal[CallbackType.DECIDED]
    timestamp: Moment
    data: DecidedData


class AppealDecidedCallback(Answer):
    """An appeal was decided by a person, who can no longer undo it."""

    type: Literal[CallbackType.APPEAL_DECIDED]
    timestamp: Moment
    data: DecidedData


class PublishedCallback(Answer):
    """A post stands on a channel."""

    type: Literal[CallbackType.PUBLISHED]
    timestamp: Moment
    data: PublishedData


class FailedCallback(Answer):
    """A post could not be published on a channel."""

    type: Literal[CallbackType.FAILED]
    timestamp: Moment
    data: FailedData


class RecalledCallback(Answer):
    """A post was taken off a channel."""

    type: Literal[CallbackType.RECALLED]
    timestamp: Moment
    data: OnChannelData


class TestCallback(Answer):
    """Somebody ran `saring callbacks test`: it is about no submission."""

    type: Literal[CallbackType.TEST]
    timestamp: Moment
    data: TestedData


_SHAPES: dict[CallbackType, type[BaseModel]] = {
    CallbackType.DECIDED: DecidedCallback,
    CallbackType.APPEAL_DECIDED: AppealDecidedCallback,
    CallbackType.PUBLISHED: PublishedCallback,
    CallbackType.FAILED: FailedCallback,
    CallbackType.RECALLED: RecalledCallback,
    CallbackType.TEST: TestCallback,
}
_HEADERS: dict[str, dict[str, Any]] = {
    "webhook-id": {
        "description": "Names the message, the same at every attempt: act on it once.",
        "schema": {"type": "string"},
        "example": "7b0f2a52-3c41-4d0e-9a86-5f1f0f1f9a20",
    },
    "webhook-timestamp": {
        "description": "When this attempt was signed, in seconds since 1970; refuse an old one.",
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
        "example": "1769826600",
    },
    "webhook-signature": {
        "description": (
            "`v1,` and the Base64 of HMAC-SHA256 over id, timestamp and body, joined by dots."
            " Several stand apart by spaces, as while a secret is rotated: one that fits is enough."
        ),
        "schema": {"type": "string"},
        "example": "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
    },
}
_PROMISES = (
    "Sent to the URL of the source, signed as https://www.standardwebhooks.com says: at least once,"
    " in no promised order, for 24 hours. Redirects are not followed. Answer within 15 seconds. No"
    " citizen's words stand in it. More types and fields may come: ignore what you do not know."
)
_MODE: Literal["serialization"] = "serialization"

EXAMPLES: dict[str, dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))
"""Type → a message. They were sent once, word for word."""


def schemas() -> dict[str, Any]:
    """Return the shapes of all callbacks, to stand under `components`."""
    template = "#/components/schemas/{model}"
    shapes = [(shape, _MODE) for shape in _SHAPES.values()]
    _, found = models_json_schema(shapes, ref_template=template)
    return dict(found["$defs"])


def webhooks() -> dict[str, Any]:
    """Return every callback: Standard Webhooks, signed with the secret of the source."""
    return {kind: {"post": _operation(kind, shape)} for kind, shape in _SHAPES.items()}


def _operation(kind: CallbackType, shape: type[BaseModel]) -> dict[str, Any]:
    media = {
        "schema": {"$ref": f"#/components/schemas/{shape.__name__}"},
        "examples": {"message": {"value": EXAMPLES[kind]}},
    }
    return {
        "operationId": kind.replace(".", "_"),
        "summary": inspect.getdoc(shape),
        "description": _PROMISES,
        "tags": [TAG["name"]],
        "security": [],
        "parameters": [
            {"name": name, "in": "header", "required": True} | header
            for name, header in _HEADERS.items()
        ],
        "requestBody": {"required": True, "content": {JSON: media}},
        "responses": {
            "2XX": {"description": "Taken."},
            "410": {"description": "Never: it is given up at once."},
            "default": {"description": "Not taken: it is sent again, for 24 hours."},
        },
    }

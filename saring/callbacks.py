"""Reading callbacks: only what Saring signed, and only lately (Standard Webhooks)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from saring.errors import SaringError


class NotGenuineError(SaringError):
    """A callback is not signed with this secret, or is more than five minutes old."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened to a submission, `data["id"]`.

    A callback comes at least once and in no certain order: drop an `id` that you have seen, and
    ask for the submission where its present state matters.
    """

    id: str
    type: str
    timestamp: str
    data: Mapping[str, Any]


def read_event(secret: str, *, headers: Mapping[str, str], body: bytes) -> Event:
    """Return the event of a callback, `body` being its bytes as received.

    Raises NotGenuineError: answer with 401, and do nothing.
    """
    received = {name.lower(): value for name, value in headers.items()}
    try:
        event = Webhook(secret).verify(body, received)
    except (WebhookVerificationError, ValueError):
        message = "The callback is not genuine, or too old."
        raise NotGenuineError(message) from None
    return Event(received["webhook-id"], event["type"], event["timestamp"], event["data"])

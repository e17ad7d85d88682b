"""Sign one callback (Standard Webhooks), call its receiver, and judge what came back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus

from standardwebhooks import Webhook

from services.moderation.workflow.callbacks import Endpoint
from shared.clock import unix_time, utc_now
from shared.http_call import CallError, CallLimits, post

LIMITS = CallLimits(connect_seconds=5, total_seconds=15, answer_bytes=16 * 1024)


class Refusal(StrEnum):
    """What a receiver's answer says, where it is no success."""

    REDIRECTED = "redirected"
    GONE = "gone"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class CallResult:
    """What became of one call: `status` if there was an answer, `error` (a code) unless taken."""

    status: int | None
    error: str | None
    retry_after: float | None = None

    @property
    def is_gone(self) -> bool:
        """Whether the receiver wants no callback at this URL any more."""
        return self.error == Refusal.GONE


def call_endpoint(endpoint: Endpoint, message_id: str, body: str) -> CallResult:
    """Deliver one message; it raises nothing of what may go wrong on the way."""
    headers = signed(endpoint.secrets, message_id, body, at=utc_now())
    try:
        answer = post(endpoint.url, body=body.encode(), headers=headers, limits=LIMITS)
    except CallError as error:
        return CallResult(None, error.failure)
    if answer.succeeded:
        return CallResult(answer.status, None)
    return CallResult(answer.status, _refusal(answer.status), answer.retry_after)


def signed(secrets: tuple[str, ...], message_id: str, body: str, *, at: datetime) -> dict[str, str]:
    """Return the headers of an attempt; `at` is its own moment, as receivers refuse old ones."""
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(unix_time(at)),
        "webhook-signature": " ".join(Webhook(one).sign(message_id, at, body) for one in secrets),
    }


def _refusal(status: int) -> Refusal:
    if status == HTTPStatus.GONE:
        return Refusal.GONE
    moved = HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST
    return Refusal.REDIRECTED if moved else Refusal.STATUS

"""A system of the office's own, told by a signed POST: Standard Webhooks."""

import json
import time
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError
from standardwebhooks import Webhook

from services.publisher.channels.port import ChannelError, InDoubtError, Job
from shared.channels import ChannelFacts, Reconcile
from shared.clock import rfc3339, unix_time, utc_now
from shared.http_call import CallAnswer, CallError, CallLimits, post
from shared.messages import Operation
from shared.rendering import Part

CONNECT_SECONDS = 5.0
MAX_ANSWER_BYTES = 64 * 1024

_TYPES = {
    Operation.PUBLISH: "post.publish",
    Operation.UPDATE: "post.update",
    Operation.RECALL: "post.recall",
    Operation.ERASE: "post.recall",
}
_NOT_NOW = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
}
"""By these a receiver says that it did nothing, and may do it later."""


class _Receipt(BaseModel):
    """What a receiver may answer: where the post stands."""

    url: Annotated[str, Field(pattern=r"^https?://[!-~]+$", max_length=2000)]


class HttpPostChannel:
    """Makes one signed call. `ends` is its deadline on the monotonic clock."""

    def __init__(self, facts: ChannelFacts, signers: Sequence[Webhook], *, ends: float) -> None:
        self._channel = facts.name
        self._url = facts.base_url or ""
        self._repeatable = facts.reconcile is Reconcile.IDEMPOTENT
        self._signers = signers
        self._ends = ends

    def publish(self, job: Job, part: Part) -> str | None:
        """Tell the receiver to post; return the address that it may answer with."""
        return _address(self._send(job, {"text": part.text, "credit": part.credit}))

    def update(self, job: Job, part: Part) -> str | None:
        """Tell the receiver to put this revision in the place of the one that stands."""
        return self.publish(job, part)

    def recall(self, job: Job) -> None:
        """Tell the receiver to take the submission off, and to forget it after an erasure."""
        self._send(job, {"erase": job.op is Operation.ERASE})

    def _send(self, job: Job, said: Mapping[str, object]) -> CallAnswer:
        """Send one message; raise ChannelError unless the receiver took it."""
        body = _body(self._channel, job, said)
        headers = self._headers(job.key, body)
        limits = CallLimits(CONNECT_SECONDS, self._ends - time.monotonic(), MAX_ANSWER_BYTES)
        try:
            answer = post(self._url, body=body.encode(), headers=headers, limits=limits)
        except CallError as error:
            if error.sent:
                raise InDoubtError(error.failure) from None
            raise ChannelError(error.failure, permanent=False) from None
        if answer.succeeded:
            return answer
        raise self._refusal(answer)

    def _refusal(self, answer: CallAnswer) -> ChannelError:
        reason, status = f"http_{answer.status}", answer.status
        failed_there = status // 100 == 5  # noqa: PLR2004 - the class of the receiver's failures
        if status in _NOT_NOW or (failed_there and self._repeatable):
            return ChannelError(reason, permanent=False, retry_after=answer.retry_after)
        if status // 100 in {3, 4}:
            return ChannelError(reason, permanent=True)
        # It may have failed after it posted, or a gateway may have lost sight of it.
        return InDoubtError(reason)

    def _headers(self, key: str, body: str) -> dict[str, str]:
        now = utc_now()  # That of this attempt: a receiver takes no message that is minutes old.
        return {
            "Content-Type": "application/json",
            "webhook-id": key,
            "webhook-timestamp": str(unix_time(now)),
            "webhook-signature": " ".join(one.sign(key, now, body) for one in self._signers),
        }


def _body(channel: str, job: Job, said: Mapping[str, object]) -> str:
    data = {
        "channel": channel,
        "submission": job.submission_id,
        "revision": job.revision,
        "part": job.part,
        "seq": job.seq,
        **said,
    }
    message = {"type": _TYPES[job.op], "timestamp": rfc3339(job.ordered_at), "data": data}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


def _address(answer: CallAnswer) -> str | None:
    """Return where the post stands, if the answer says so in the form that was agreed."""
    try:
        return None if answer.cut_off else _Receipt.model_validate_json(answer.body).url
    except ValidationError:
        return None

"""A channel of kind `http-post` by itself, and something to post on it."""

import time
from datetime import UTC, datetime

from standardwebhooks import Webhook

from services.publisher.channels.http_post import HttpPostChannel
from services.publisher.channels.port import Job
from shared.channels import ChannelFacts, ChannelKind, Reconcile
from shared.messages import Operation
from shared.rendering import Part
from tests.support.receiver import SECRET

PART = Part(text='Jalan "mulus" 😀\r\n', credit="Ibu Tini")
ORDERED = datetime(2026, 11, 24, 3, 4, 5, tzinfo=UTC)
JOB = Job("post_1", Operation.PUBLISH, "s1", 2, 0, 7, ORDERED)


def channel(
    url: str,
    *,
    secrets: tuple[str, ...] = (SECRET,),
    reconcile: Reconcile = Reconcile.IDEMPOTENT,
    seconds: float = 20,
) -> HttpPostChannel:
    """Return a channel that has `seconds` left for one call."""
    facts = ChannelFacts(
        name="portal",
        kind=ChannelKind.HTTP_POST,
        reconcile=reconcile,
        title="Portal",
        base_url=url,
    )
    signers = [Webhook(secret) for secret in secrets]
    return HttpPostChannel(facts, signers, ends=time.monotonic() + seconds)

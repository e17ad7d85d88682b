"""What is sent to an office's own system, and what each of its answers means."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from services.publisher.channels.port import ChannelError, InDoubtError
from shared.channels import Reconcile
from shared.messages import Operation
from tests.support.http_post import JOB, PART, channel
from tests.support.receiver import (
    OTHER_SECRET,
    SECRET,
    Behaviour,
    Receiver,
    answer,
    raw,
)


def failure(behind: Receiver, behaviour: Behaviour, reconcile: Reconcile) -> ChannelError:
    behind.next.append(behaviour)
    with pytest.raises(ChannelError) as caught:
        channel(behind.url, reconcile=reconcile).publish(JOB, PART)
    assert len(behind.deliveries) == 1
    return caught.value


@pytest.mark.parametrize(
    ("op", "kind", "said"),
    [
        (Operation.PUBLISH, "post.publish", {"text": PART.text, "credit": PART.credit}),
        (Operation.UPDATE, "post.update", {"text": PART.text, "credit": PART.credit}),
        (Operation.RECALL, "post.recall", {"erase": False}),
        (Operation.ERASE, "post.recall", {"erase": True}),
    ],
)
def test_each_operation_is_one_signed_message(
    behind: Receiver, op: Operation, kind: str, said: dict[str, object]
) -> None:
    job, portal = replace(JOB, op=op), channel(behind.url)
    if op is Operation.UPDATE:
        portal.update(job, PART)
    elif op is Operation.PUBLISH:
        portal.publish(job, PART)
    else:
        portal.recall(job)
    (sent,) = behind.deliveries
    assert sent.verified
    assert sent.headers["webhook-id"] == "post_1"
    assert sent.headers["content-type"] == "application/json"
    about = {"channel": "portal", "submission": "s1", "revision": 2, "part": 0, "seq": 7}
    assert json.loads(sent.body) == {
        "type": kind,
        "timestamp": "2026-11-24T03:04:05.000Z",
        "data": {**about, **said},
    }


@pytest.mark.parametrize("secrets", [(OTHER_SECRET, SECRET), (SECRET, OTHER_SECRET)])
def test_while_secrets_rotate_either_of_them_verifies(
    behind: Receiver, secrets: tuple[str, ...]
) -> None:
    channel(behind.url, secrets=secrets).publish(JOB, PART)
    assert behind.deliveries[0].verified


def test_a_receiver_with_another_secret_refuses(behind: Receiver) -> None:
    with pytest.raises(ChannelError, match="http_401"):
        channel(behind.url, secrets=(OTHER_SECRET,)).publish(JOB, PART)


@pytest.mark.parametrize(
    ("body", "address"),
    [
        (b'{"url": "https://portal.example/a/1"}', "https://portal.example/a/1"),
        (b'{"url": "http://10.0.0.7/1", "id": 3}', "http://10.0.0.7/1"),
        (b'{"url": "javascript:alert(1)"}', None),
        (b'{"url": "https://a/ b"}', None),
        (b'{"url": "https://a/\\n"}', None),
        (b'{"url": "https://a/' + b"x" * 2000 + b'"}', None),
        (b'{"url": 3}', None),
        (b"[]", None),
        (b"<html>", None),
        (b"\xff", None),
        (b"", None),
        (b'{"url": "https://a/1"}' + b" " * 65536, None),
    ],
)
def test_a_success_may_say_where_the_post_stands(
    behind: Receiver, body: bytes, address: str | None
) -> None:
    behind.next.append(answer(201, body))
    assert channel(behind.url).publish(JOB, PART) == address


TRANSIENT, PERMANENT, IN_DOUBT = "transient", "permanent", "in doubt"
BOTH = {Reconcile.IDEMPOTENT: TRANSIENT, Reconcile.NONE: TRANSIENT}
NEVER = {Reconcile.IDEMPOTENT: PERMANENT, Reconcile.NONE: PERMANENT}
PERHAPS = {Reconcile.IDEMPOTENT: TRANSIENT, Reconcile.NONE: IN_DOUBT}
UNSEEN = {Reconcile.IDEMPOTENT: IN_DOUBT, Reconcile.NONE: IN_DOUBT}

ANSWERS = [
    # The receiver says that it did nothing, and may later.
    *((answer(status), BOTH) for status in (408, 425, 429, 503)),
    # It failed, perhaps after it had posted.
    *((answer(status), PERHAPS) for status in (500, 501, 502, 504, 599)),
    # It will not.
    *((answer(status), NEVER) for status in (300, 304, 400, 401, 403, 404, 409, 410, 413, 422)),
    *((answer(status, Location="/other"), NEVER) for status in (301, 302, 303, 307, 308)),
    # Nobody can tell.
    (answer(600), UNSEEN),
    (raw(b""), UNSEEN),
    (raw(b"HTTP/1.1 20"), UNSEEN),
    (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"), UNSEEN),
    (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}"), UNSEEN),
    (raw(b"220 mail.example ESMTP\r\n"), UNSEEN),
]


@pytest.mark.parametrize(("behaviour", "means"), ANSWERS)
@pytest.mark.parametrize("reconcile", [Reconcile.IDEMPOTENT, Reconcile.NONE])
def test_what_an_answer_means(
    behind: Receiver, behaviour: Behaviour, means: dict[Reconcile, str], reconcile: Reconcile
) -> None:
    error = failure(behind, behaviour, reconcile)
    seen = IN_DOUBT if isinstance(error, InDoubtError) else TRANSIENT
    assert (PERMANENT if error.permanent else seen) == means[reconcile]


@pytest.mark.parametrize(
    ("written", "seconds"), [("7", 7), ("0", 0), ("soon", None), ("-5", None), ("9" * 5000, None)]
)
def test_the_pause_that_a_receiver_asks_for_is_read(
    behind: Receiver, written: str, seconds: float | None
) -> None:
    error = failure(behind, answer(503, Retry_After=written), Reconcile.NONE)
    assert error.retry_after == seconds


def test_a_pause_may_be_an_instant(behind: Receiver) -> None:
    then = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    asked = failure(behind, answer(429, Retry_After=then), Reconcile.NONE).retry_after
    assert asked is not None
    assert 3000 < asked <= 3600

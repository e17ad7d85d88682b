"""Servers that stop, die and restart in the middle of a rush: posts wait, and none is lost."""

import time
from http import HTTPStatus

import pytest

from tests.faults.faulty import Faulty
from tests.support.servers import PrivatePostgreSQL, PrivateRabbitMQ

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

AWAY_SECONDS = 30
"""Long enough for every process to notice, to fail, and to try again several times."""


def test_posts_are_accepted_while_the_broker_is_stopped(
    stack: Faulty, rabbitmq: PrivateRabbitMQ
) -> None:
    app = stack.running.app
    with stack.rushing(), rabbitmq.down():
        gone = time.monotonic()
        (post,) = stack.more_posts(1)
        document = {"text": post.text, "channels": ["site"], "external_id": post.external_id}
        answer = app.post("/v1/submissions", document)
        assert answer.status == HTTPStatus.ACCEPTED
        stack.rush.promised[answer.json["id"]] = post
        time.sleep(max(0, AWAY_SECONDS - (time.monotonic() - gone)))
    stack.check_everything_ended_well()


def test_a_broker_that_is_killed_loses_nothing(stack: Faulty, rabbitmq: PrivateRabbitMQ) -> None:
    with stack.rushing(), rabbitmq.down(killed=True):
        pass
    stack.check_everything_ended_well()


@pytest.mark.parametrize("killed", [False, True])
def test_a_database_that_restarts_loses_nothing(
    stack: Faulty, postgresql: PrivatePostgreSQL, *, killed: bool
) -> None:
    with stack.rushing(), postgresql.down(killed=killed):
        pass
    stack.check_everything_ended_well()

"""Messages that nobody can read hold up nothing."""

import pika
import pytest

from shared.topology import EVENTS
from tests.faults.faulty import Faulty
from tests.support.waiting import wait_for

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{", b'{"v": 1}'])
def test_a_poisonous_message_is_set_aside_and_holds_up_nothing(stack: Faulty, body: bytes) -> None:
    """As somebody could send it who has moderation's password for the broker."""
    running = stack.running
    before = running.metric("saring_dead_letters_total")
    connection = pika.BlockingConnection(pika.URLParameters(stack.access.brokers.moderation))
    channel = connection.channel()
    channel.confirm_delivery()
    channel.basic_publish(EVENTS, "submission.publish", body, mandatory=True)
    connection.close()
    with stack.rush.sending(running.app, stack.more_posts(20)):
        pass
    wait_for(
        lambda: running.metric("saring_dead_letters_total") == before + 1,
        "the message is set aside",
    )
    stack.check_everything_ended_well()

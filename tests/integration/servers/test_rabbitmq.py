"""What each service's user may do in RabbitMQ, and what it may not."""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pika
import pytest
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import ChannelClosedByBroker, ProbableAuthenticationError

from deploy.stack.access import Brokers
from shared.topology import COMMANDS, DEAD, DEAD_LETTERS, EVENTS, OUTCOMES, SCREENING, Queue
from tests.support.servers import PrivateRabbitMQ
from tests.support.waiting import wait_for

REFUSED = 403
Open = Callable[[str], BlockingChannel]

OTHERS = [("moderation", COMMANDS.name), ("publisher", OUTCOMES.name), ("publisher", SCREENING)]
"""User → a queue that is the other service's."""


def declare(channel: BlockingChannel, queue: Queue) -> None:
    """Declare a queue with everything that it hangs on."""
    channel.exchange_declare(EVENTS, exchange_type="topic", durable=True)
    channel.exchange_declare(DEAD, exchange_type="fanout", durable=True)
    for one in (DEAD_LETTERS, queue):
        channel.queue_declare(one.name, durable=True, arguments=one.arguments)
        for routing_key in one.bindings:
            channel.queue_bind(one.name, one.exchange, routing_key)


@pytest.fixture(scope="module")
def brokers(rabbitmq: PrivateRabbitMQ) -> Brokers:
    """Make a virtual host in which each service has declared what is its own."""
    brokers = rabbitmq.fresh()
    quorum = Queue(SCREENING, EVENTS, (), {"x-queue-type": "quorum"})
    for url, queue in (
        (brokers.moderation, OUTCOMES),
        (brokers.moderation, quorum),
        (brokers.publisher, COMMANDS),
    ):
        connection = pika.BlockingConnection(pika.URLParameters(url))
        declare(connection.channel(), queue)
        connection.close()
    return brokers


@pytest.fixture
def channel(brokers: Brokers) -> Iterator[Open]:
    """Open channels, each as the named service; close their connections afterwards."""
    connections = []

    def open_channel(service: str) -> BlockingChannel:
        url = pika.URLParameters(getattr(brokers, service))
        connection = pika.BlockingConnection(url)
        connections.append(connection)
        channel = connection.channel()
        channel.confirm_delivery()
        return channel

    yield open_channel
    for connection in connections:
        with suppress(pika.exceptions.AMQPError):
            connection.close()


def assert_refused(attempt: Callable[[], object]) -> None:
    """Check that the broker answers an attempt with "access refused"."""
    with pytest.raises(ChannelClosedByBroker) as refusal:
        attempt()
    assert refusal.value.reply_code == REFUSED


@pytest.mark.parametrize(("service", "queue"), OTHERS)
def test_a_service_cannot_read_the_others_queue(channel: Open, service: str, queue: str) -> None:
    assert_refused(lambda: channel(service).basic_get(queue))
    assert_refused(lambda: channel(service).basic_consume(queue, lambda *_: None))
    assert_refused(lambda: channel(service).queue_purge(queue))


@pytest.mark.parametrize(("service", "queue"), OTHERS)
def test_a_service_cannot_configure_the_others_queue(
    channel: Open, service: str, queue: str
) -> None:
    assert_refused(lambda: channel(service).queue_delete(queue))
    assert_refused(lambda: channel(service).queue_declare(queue, durable=True))
    assert_refused(lambda: channel(service).queue_bind(queue, EVENTS, "publication.*"))


@pytest.mark.parametrize("service", ["moderation", "publisher"])
def test_nobody_reads_dead_letters(channel: Open, service: str) -> None:
    """They hold citizens' words, and wait for a person with an account of their own."""
    assert_refused(lambda: channel(service).basic_get(DEAD_LETTERS.name))


@pytest.mark.parametrize("service", ["moderation", "publisher"])
def test_a_service_declares_nothing_of_other_names(channel: Open, service: str) -> None:
    assert_refused(lambda: channel(service).queue_declare("other"))
    assert_refused(lambda: channel(service).exchange_declare("other"))


@pytest.mark.parametrize(
    ("service", "routing_key"),
    [
        # The publisher takes commands and must not be able to give any, not even to itself.
        ("publisher", "submission.publish"),
        ("publisher", "channel.resume"),
        ("publisher", "audit.anchor"),
        # What has been published only the publisher says.
        ("moderation", "publication.published"),
        ("moderation", "channel.status"),
    ],
)
def test_a_service_sends_only_what_is_its_to_say(
    channel: Open, service: str, routing_key: str
) -> None:
    assert_refused(lambda: channel(service).basic_publish(EVENTS, routing_key, b"{}"))


@pytest.mark.parametrize(
    ("service", "queue", "routing_key"),
    [
        ("moderation", OUTCOMES.name, "submission.*"),
        ("moderation", OUTCOMES.name, "#"),
        ("publisher", COMMANDS.name, "publication.*"),
        ("publisher", COMMANDS.name, "#"),
    ],
)
def test_a_service_hears_only_what_is_meant_for_it(
    channel: Open, service: str, queue: str, routing_key: str
) -> None:
    assert_refused(lambda: channel(service).queue_bind(queue, EVENTS, routing_key))


@pytest.mark.parametrize("service", ["moderation", "publisher"])
def test_no_service_reaches_a_queue_past_the_exchange(channel: Open, service: str) -> None:
    """By the default exchange, any queue could be written to by its name."""
    assert_refused(lambda: channel(service).basic_publish("", COMMANDS.name, b"{}"))


def test_a_wrong_password_lets_nobody_in(brokers: Brokers) -> None:
    url = pika.URLParameters(brokers.moderation)
    url.credentials = pika.PlainCredentials("saring_moderation", "wrong")
    with pytest.raises(ProbableAuthenticationError):
        pika.BlockingConnection(url)


def test_there_is_no_user_but_ours(rabbitmq: PrivateRabbitMQ) -> None:
    """By default there would be one called guest, whose password everybody knows."""
    listing = rabbitmq.server.control("list_users", "--no-table-headers")
    assert {line.split("\t")[0] for line in listing.splitlines()} == {
        "saring_moderation",
        "saring_publisher",
    }


@pytest.mark.parametrize("killed", [False, True])
def test_a_confirmed_command_outlives_the_broker(
    rabbitmq: PrivateRabbitMQ, channel: Open, *, killed: bool
) -> None:
    command = f"killed: {killed}".encode()
    channel("moderation").basic_publish(EVENTS, "submission.publish", command, mandatory=True)
    with rabbitmq.down(killed=killed):
        pass
    publisher = channel("publisher")

    def next_body() -> bytes | None:
        body: bytes | None = publisher.basic_get(COMMANDS.name, auto_ack=True)[2]
        return body

    assert wait_for(next_body, "the command is still there") == command
    assert next_body() is None

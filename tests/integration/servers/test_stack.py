"""`make stack`: servers and processes start together, tell where they are, and end together."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.servers.started_stack import STOP_SECONDS, Stack
from tests.support.official_page import stands
from tests.support.running import printed_key
from tests.support.servers import reachable_folder
from tests.support.waiting import wait_for
from tests.support.web import App, fetch

FRIENDLY = "Terima kasih, jalan di dusun kami sekarang sudah mulus. Salam dari warga."
CHILDREN = ("epmd", "rabbitmq", "postgresql", "api", "worker", "relay", "publisher")

pytestmark = pytest.mark.timeout(400)
"""Each start brings up two servers and four processes."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Give a folder that servers can reach."""
    with reachable_folder() as path:
        yield path


@pytest.fixture(scope="module")
def one_stack(folder: Path) -> Iterator[Stack]:
    """Give the stack of this module, started or not."""
    (folder / "data").mkdir(mode=0o711)
    stack = Stack(folder / "data")
    try:
        yield stack
        assert not stack.is_running() or stack.stop(signal.SIGTERM) == 0
    finally:
        stack.kill()


@pytest.fixture
def stack(one_stack: Stack) -> Stack:
    """Give the stack, running."""
    if not one_stack.is_running():
        one_stack.start()
    return one_stack


def gone(pids: list[int]) -> bool:
    """Return whether none of the processes is left."""
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_it_tells_where_everything_is(stack: Stack) -> None:
    told = stack.said()
    for address in (f"{stack.api_url}/console/", stack.site_url, f"{stack.api_url}/metrics"):
        assert address in told
    for name in ("PostgreSQL", "RabbitMQ", "Log", "curl"):
        assert name in told


def test_passwords_and_keys_are_told_to_nobody(stack: Stack) -> None:
    files = list((stack.data_dir / "stack" / "secrets").iterdir())
    expected = {"database_owner", "broker_publisher", "signing_key", "content_keys"}
    assert expected <= {file.name for file in files}
    assert [file.name for file in files if file.stat().st_mode & 0o077] == []
    told = stack.said()
    assert [file.name for file in files if file.read_text(encoding="utf-8").strip() in told] == []


def test_a_second_stack_on_the_same_data_says_so(stack: Stack) -> None:
    other = Stack(stack.data_dir, said="other")
    assert other.run().wait(STOP_SECONDS) == 1
    assert other.said() == (
        f"stack: another stack serves {stack.data_dir}; stop it, or set SARING_DATA_DIR\n"
    )
    assert fetch(f"{stack.api_url}/healthz").status == 200


def test_a_process_that_ends_takes_the_stack_down_and_its_log_is_named(stack: Stack) -> None:
    children = stack.children()
    relay = next(pid for pid, arguments in children if "moderation.relay" in arguments)
    os.kill(relay, signal.SIGKILL)
    assert stack.exit_status() == 1
    log = stack.data_dir.resolve() / "stack" / "log" / "relay.log"
    assert f"relay has ended; read {log}" in stack.said()
    assert gone([pid for pid, _ in children])


def test_nothing_is_left_running_when_the_stack_itself_is_killed(stack: Stack) -> None:
    children = [pid for pid, _ in stack.children()]
    stack.kill()
    wait_for(lambda: gone(children), "processes and servers have ended")
    assert not stack.is_running()


def test_it_publishes_stops_whole_and_keeps_its_data(stack: Stack) -> None:
    first_key = printed_key(stack.said())
    app = App(stack.api_url, first_key)
    submission = app.submit(FRIENDLY)
    app.wait_until(submission, "published", seconds=60)
    children = [pid for pid, _ in stack.children()]
    assert len(children) == len(CHILDREN)

    assert stack.stop(signal.SIGINT) == 0
    assert gone(children)

    again = stack.start()
    assert printed_key(again) != first_key
    assert stands(stack.site_url, submission)
    assert App(stack.api_url, first_key).submission(submission)["state"] == "published"


@pytest.mark.parametrize(
    ("setting", "value", "line"),
    [
        (
            "SARING_DATABASE_URL",
            "postgresql+psycopg://saring:secret@127.0.0.1:1/saring",
            "SARING_PUBLISHER_DATABASE_URL: name both databases, or neither of them",
        ),
        (
            "SARING_BROKER_URL",
            "amqp://saring:secret@127.0.0.1:1/saring",
            "SARING_BROKER_URL: nobody lets us in there; start that server, or unset this",
        ),
        (
            "SARING_SIGNING_KEY",
            "secret",
            "SARING_SIGNING_KEY and SARING_VERIFY_KEYS: set both, or neither",
        ),
    ],
)
def test_a_wrong_setting_is_one_line_without_its_value(
    folder: Path, setting: str, value: str, line: str
) -> None:
    stack = Stack(folder / "wrong", said="wrong-said", **{setting: value})
    assert stack.run().wait(STOP_SECONDS) == 1
    assert stack.said() == f"stack: {line}\n"

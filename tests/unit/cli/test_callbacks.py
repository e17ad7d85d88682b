"""`saring callbacks`: what is printed where, and how a mistake is answered."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from click.testing import CliRunner, Result

from services.cli.callbacks_command import command
from services.cli.failing import failure_line
from services.moderation.store.callbacks import CallbackEndpoint
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import create_key
from services.moderation.workflow.callback_call import CallResult
from services.moderation.workflow.callback_faults import what_to_do
from services.moderation.workflow.callbacks import list_endpoints, load_endpoint
from services.moderation.workflow.deliver import SECRET_UNREADABLE
from tests.support.callbacks import NOWHERE, change, due, listen
from tests.support.moderation import moderation
from tests.support.waiting import BOUND_SECONDS


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Moderation]:
    """Open a service on the data directory that the commands work on."""
    with (
        moderation(tmp_path) as opened,
        mock.patch.dict(os.environ, {"SARING_DATA_DIR": str(tmp_path)}),
    ):
        yield opened


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_the_secret_stands_alone_on_the_last_line_and_is_the_one_that_signs(
    app: Moderation,
) -> None:
    create_key(app.database, "lapor")
    done = _run("set", "lapor", NOWHERE)
    assert done.exit_code == 0
    assert done.stdout.count("\n") == 1
    secret = done.stdout.strip()
    assert load_endpoint(app.database, app.cipher, "lapor").secrets == (secret,)
    assert "cannot be shown again" in done.stderr
    assert "No API key" not in done.stderr
    rotated = _run("rotate", "lapor", "--overlap", "0").stdout.strip()
    assert load_endpoint(app.database, app.cipher, "lapor").secrets == (rotated,)


def test_a_source_that_no_key_is_for_may_be_misspelt(app: Moderation) -> None:
    done = _run("set", "lapro", NOWHERE)
    assert done.exit_code == 0
    assert "No API key is for a source called lapro" in done.stderr


def test_no_secret_is_ever_shown_again(app: Moderation) -> None:
    secret = listen(app, source="lapor")
    shown = _run("show").stdout
    assert shown.startswith(f"lapor  {NOWHERE}  ")
    assert secret not in shown


def test_many_are_replayed_by_source_or_all(app: Moderation) -> None:
    for source in ("a", "b"):
        listen(app, source=source)
        for _ in range(2):
            callback_id = due(app, source=source)
            with app.database.reading() as session:
                now = app.database.now(session)
            change(app, callback_id, dead_at=now, last_status=500, last_error="status")
    assert len(_run("dead").stdout.splitlines()) == 4
    assert len(_run("dead", "a").stdout.splitlines()) == 2
    assert len(_run("dead", "--limit", "3").stdout.splitlines()) == 3
    assert _run("replay", "--source", "a").stdout == "to be delivered again: 2\n"
    assert _run("replay", "--all").stdout == "to be delivered again: 2\n"
    assert _run("dead").stdout == ""


def test_what_is_removed_is_called_no_more(app: Moderation) -> None:
    listen(app, source="lapor")
    due(app, source="lapor")
    assert _run("remove", "lapor").stdout == "removed; callbacks cancelled: 1\n"
    assert _run("show").stdout == ""


def test_a_secret_whose_key_is_gone_is_explained(app: Moderation) -> None:
    listen(app, source="lapor")
    with app.database.writing() as session:
        session.get_one(CallbackEndpoint, "lapor").sealed_secret = b"of another key"
    done = _run("test", "lapor")
    assert done.exit_code == 1
    assert done.stderr.strip() == what_to_do(CallResult(None, SECRET_UNREADABLE))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("set", "x", "http://169.254.169.254/"), "link-local"),
        (("set", "x", "https://u:p@host/"), "leave user name and password out"),
        (("set", "x", "host/callbacks"), "write a whole URL"),
        (("set", "dua kata", NOWHERE), "A source is"),
        (("test", "nobody"), "saring callbacks set"),
        (("rotate", "nobody"), "saring callbacks set"),
        (("remove", "nobody"), "saring callbacks set"),
        (("replay", "unknown"), "saring callbacks dead"),
    ],
)
def test_a_mistake_is_answered_with_one_line_that_says_what_to_do(
    app: Moderation, arguments: tuple[str, ...], says: str
) -> None:
    done = _run(*arguments)
    assert isinstance(done.exception, Exception)
    line = failure_line(done.exception)
    assert line is not None
    assert says in line
    assert "\n" not in line


@pytest.mark.parametrize(
    "arguments", [("replay",), ("replay", "1", "--all"), ("replay", "--all", "--source", "a")]
)
def test_a_replay_says_what_it_is_to_replay(app: Moderation, arguments: tuple[str, ...]) -> None:
    done = _run(*arguments)
    assert done.exit_code == 2
    assert "or --all" in done.stderr


def test_an_overlap_has_an_end(app: Moderation) -> None:
    listen(app, source="lapor")
    assert _run("rotate", "lapor", "--overlap", "1000000").exit_code == 2
    assert _run("rotate", "lapor", "--overlap", "-1").exit_code == 2


@pytest.mark.parametrize(
    ("typed", "overlap"), [("30m", timedelta(minutes=30)), ("2", timedelta(hours=2))]
)
def test_an_overlap_is_typed_as_for_keys(app: Moderation, typed: str, overlap: timedelta) -> None:
    listen(app, source="lapor")
    with app.database.reading() as session:
        now = app.database.now(session)
    assert _run("rotate", "lapor", "--overlap", typed).exit_code == 0
    (endpoint,) = list_endpoints(app.database)
    assert endpoint.old_secret_until is not None
    lasts = endpoint.old_secret_until - now
    assert overlap <= lasts <= overlap + timedelta(seconds=BOUND_SECONDS)


@pytest.mark.parametrize("arguments", [("dead", "lapro"), ("replay", "--source", "lapro")])
def test_a_source_that_nobody_is_called_may_be_misspelt(
    app: Moderation, arguments: tuple[str, ...]
) -> None:
    listen(app, source="lapor")
    done = _run(*arguments)
    assert done.exit_code == 0
    assert done.stderr == "No API key is for a source called lapro: is it spelled so?\n"
    assert _run(*(one.replace("lapro", "lapor") for one in arguments)).stderr == ""

"""`saring keys` and `saring quotas`: what is printed where, and how a mistake is answered."""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

import click
import pytest
from click.testing import CliRunner, Result

from services.cli import keys_command, quotas_command
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import authenticate, create_key, list_keys
from services.moderation.workflow.rate import RateLimiter
from tests.support.moderation import moderation
from tests.support.set_clock import SetClock


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Moderation]:
    """Open a service on the data directory that the commands work on."""
    with (
        moderation(tmp_path) as opened,
        mock.patch.dict(os.environ, {"SARING_DATA_DIR": str(tmp_path)}),
    ):
        yield opened


def _run(command: click.Command, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def _keys(*arguments: str) -> Result:
    return _run(keys_command.command, *arguments)


def _quotas(*arguments: str) -> Result:
    return _run(quotas_command.command, *arguments)


def test_a_key_is_made_with_a_limit_of_its_own(app: Moderation) -> None:
    done = _keys("create", "lapor", "--rate-limit", "30")
    caller = authenticate(app.database, done.stdout.splitlines()[-1])
    assert caller
    assert (caller.source, caller.rate_limit) == ("lapor", 30)


def test_the_list_tells_when_a_key_was_last_used_and_how_much_it_may(
    app: Moderation, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_key(app.database, "lapor")
    create_key(app.database, "portal", rate_limit=30)
    assert _keys("list").stdout.count("used: -") == 2
    SetClock(app.database, monkeypatch)
    RateLimiter(app.database).take(list_keys(app.database)[0].id, limit=1200)
    first, second = _keys("list").stdout.splitlines()
    assert first.endswith("used: 2026-03-02T05:00:00.000Z  limit: 1200 a minute")
    assert second.endswith("used: -  limit: 30 a minute")


def test_a_limit_is_set_and_taken_away(app: Moderation) -> None:
    token = create_key(app.database, "lapor")
    for arguments, limit in ((("9",), 9), (("--default",), None)):
        assert _keys("limit", token[:10], *arguments).exit_code == 0
        caller = authenticate(app.database, token)
        assert caller
        assert caller.rate_limit == limit


@pytest.mark.parametrize(
    "arguments",
    [
        ("limit", "srg_x"),
        ("limit", "srg_x", "5", "--default"),
        ("limit", "srg_x", "0"),
        ("limit", "srg_x", "banyak"),
        ("create", "lapor", "--rate-limit", "0"),
        ("rotate", "srg_x", "--overlap", "1 week"),
        ("rotate", "srg_x", "--overlap", "-1h"),
        ("rotate", "srg_x", "--overlap", "91d"),
        ("rotate", "srg_x", "--overlap", ""),
    ],
)
def test_what_makes_no_sense_is_a_mistake_in_usage(
    app: Moderation, arguments: tuple[str, ...]
) -> None:
    done = _keys(*arguments)
    assert done.exit_code == 2
    assert "Error: " in done.stderr
    assert list_keys(app.database) == []


@pytest.mark.parametrize(
    ("overlap", "lasts"),
    [
        ((), timedelta(hours=24)),
        (("--overlap", "30m"), timedelta(minutes=30)),
        (("--overlap", "24h"), timedelta(hours=24)),
        (("--overlap", "7d"), timedelta(days=7)),
        (("--overlap", "1.5"), timedelta(minutes=90)),
        (("--overlap", "0"), timedelta(0)),
    ],
)
def test_a_key_is_replaced_and_goes_on_working_for_as_long_as_told(
    app: Moderation, overlap: tuple[str, ...], lasts: timedelta
) -> None:
    old = create_key(app.database, "lapor")
    new = _keys("rotate", old[:10], *overlap).stdout.splitlines()[-1]
    first, second = list_keys(app.database)
    ends = first.revoked_at
    assert isinstance(ends, datetime)
    assert ends - second.created_at == lasts
    assert bool(authenticate(app.database, old)) is bool(lasts)
    assert authenticate(app.database, new)


def test_quotas_are_set_listed_and_removed(app: Moderation) -> None:
    create_key(app.database, "lapor")
    done = _quotas("set", "lapor", "40")
    assert (done.exit_code, done.stderr) == (0, "")
    assert _quotas("set", "lapro", "7").stderr.startswith("No API key is for a source called lapro")
    listed = _quotas("list").stdout.splitlines()
    assert listed == ["lapor  40 a day  today: 0", "lapro  7 a day  today: 0"]
    assert _quotas("remove", "lapro").stdout == "removed\n"
    assert _quotas("list").stdout.count("\n") == 1
    assert re.search("saring quotas list", str(_quotas("remove", "lapro").exception))


@pytest.mark.parametrize("per_day", ["0", "-3", "banyak", "1000001"])
def test_a_quota_is_a_number_of_at_least_one(app: Moderation, per_day: str) -> None:
    del app
    assert _quotas("set", "lapor", per_day).exit_code == 2

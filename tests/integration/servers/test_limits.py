"""Limits of keys and quotas of sources under eight clients at once, on both databases."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from deploy.stack.access import Access, Brokers
from deploy.stack.ports import free_port
from services.moderation.app import build_app
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import create_key
from services.moderation.workflow.quota import set_quota
from shared.clock import utc_now
from tests.support.moderation import FRIENDLY, moderation
from tests.support.servers import PrivatePostgreSQL
from tests.support.set_clock import SetClock
from tests.support.stack import StackRunning
from tests.support.web import Answer, App

SUBMISSIONS = "/v1/submissions"
SOURCE = "lapor"
CLIENTS = 8
LIMIT = 60
ATTEMPTS = 3 * LIMIT
PROCESSES = 3
POSTS = [{"text": f"{FRIENDLY} {number}", "channels": ["site"]} for number in range(ATTEMPTS)]


@pytest.fixture(params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Moderation]:
    """Open a service on an empty database of either kind."""
    settings = {}
    if request.param == "postgresql":
        settings["database_url"] = request.getfixturevalue("postgresql").fresh().moderation
        with moderation(tmp_path / "keys") as local:  # A server's service is given its secrets.
            names = ("secret_key", "signing_key", "content_keys")
            settings |= {name: local.settings.secret(name) for name in names}
    with moderation(tmp_path, **settings) as opened:
        yield opened


@pytest.fixture(scope="module")
def running(
    postgresql: PrivatePostgreSQL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StackRunning]:
    """Give an API of several processes, with no broker: it needs none."""
    away = f"amqp://saring:none@127.0.0.1:{free_port()}/saring"
    access = Access(postgresql.fresh(), Brokers(away, away))
    folder = tmp_path_factory.mktemp("running")
    running = StackRunning(folder, {"api_processes": str(PROCESSES)}, access)
    running.processes = ("api",)
    try:
        running.start()
        yield running
    finally:
        running.kill_all()


def _statuses(apps: list[Flask], path: str, token: str, bodies: Sequence[object]) -> Counter[int]:
    """Send bodies by eight clients at once, to each application in turn."""

    def send(number: int) -> int:
        client = apps[number % len(apps)].test_client()
        headers = {"Authorization": f"Bearer {token}"}
        return client.post(path, json=bodies[number], headers=headers).status_code

    with ThreadPoolExecutor(CLIENTS) as clients:
        return Counter(clients.map(send, range(len(bodies))))


def _stored(service: Moderation) -> int:
    with service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Submission)) or 0


@pytest.mark.parametrize("processes", [1, 2])
def test_as_many_requests_pass_as_the_key_may_make(
    service: Moderation, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    """Each application counts by itself, as each process does."""
    SetClock(service.database, monkeypatch)
    apps = [build_app(service) for _ in range(processes)]
    token = create_key(service.database, SOURCE, rate_limit=LIMIT)
    statuses = _statuses(apps, SUBMISSIONS, token, POSTS)
    assert statuses == {202: LIMIT, 429: ATTEMPTS - LIMIT}
    assert _stored(service) == LIMIT


def test_as_many_posts_are_stored_as_the_source_may_send(
    service: Moderation, monkeypatch: pytest.MonkeyPatch
) -> None:
    SetClock(service.database, monkeypatch)
    token = create_key(service.database, SOURCE)
    set_quota(service.database, SOURCE, LIMIT, timezone=service.settings.timezone)
    statuses = _statuses([build_app(service)], SUBMISSIONS, token, POSTS)
    assert statuses == {202: LIMIT, 429: ATTEMPTS - LIMIT}
    assert _stored(service) == LIMIT


def test_batches_that_overlap_use_the_quota_up_and_no_more(
    service: Moderation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the database ends one of two that wait for each other."""
    SetClock(service.database, monkeypatch)
    token = create_key(service.database, SOURCE, rate_limit=100_000)
    set_quota(service.database, SOURCE, 7, timezone=service.settings.timezone)

    items = [
        {"text": FRIENDLY, "channels": ["site"], "external_id": f"e-{number}"}
        for number in range(10)
    ]
    batches = [{"items": items[turn % 10 :] + items[: turn % 10]} for turn in range(24)]
    statuses = _statuses([build_app(service)], f"{SUBMISSIONS}/batch", token, batches)
    assert statuses == {200: len(batches)}
    assert _stored(service) == 7


def _burst(app: App) -> list[Answer]:
    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(lambda _: app.get(SUBMISSIONS), range(ATTEMPTS)))


def test_several_processes_of_the_api_let_as_many_pass_together(running: StackRunning) -> None:
    """In a minute: a burst in the middle of which one ends is sent anew, with another key."""
    for _ in range(5):
        made = running.saring("keys", "create", SOURCE, "--rate-limit", str(LIMIT))
        began = utc_now().minute
        answers = _burst(App(running.api_url, made.stdout.splitlines()[-1]))
        if utc_now().minute == began:
            break
    assert Counter(answer.status for answer in answers) == {200: LIMIT, 429: ATTEMPTS - LIMIT}
    refused = [int(one.headers["Retry-After"]) for one in answers if one.status == 429]
    assert 1 <= min(refused) <= max(refused) <= 60


def test_a_revoked_key_is_refused_by_every_process_at_once(running: StackRunning) -> None:
    made = running.saring("keys", "create", SOURCE)
    token = made.stdout.splitlines()[-1]
    app = App(running.api_url, token)
    assert {answer.status for answer in _burst(app)} == {200}
    assert running.saring("keys", "revoke", token[:10]).returncode == 0
    assert {answer.status for answer in _burst(app)} == {401}

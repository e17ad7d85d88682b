"""The API over a real SQLite store and the real screener, as the environment sets it up."""

import threading
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from structlog.contextvars import merge_contextvars
from structlog.testing import LogCapture

from services.moderation.app import build_app
from services.moderation.http import errors, tracing
from services.moderation.store.base import Base
from services.moderation.store.limits import RateWindow
from services.moderation.wiring import Moderation, open_moderation
from services.moderation.workflow.access import DEFAULT_SCOPES, Scope, create_key
from services.moderation.workflow.screen import screen_next
from tests.support.documented import Comparison
from tests.support.running import NO_LIMIT

SOURCE = "lapor"

ClientFor = Callable[..., FlaskClient]
LimitedClient = Callable[..., FlaskClient]
Counts = dict[str, int]
Events = list[MutableMapping[str, Any]]


@pytest.fixture(scope="module")
def moderation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moderation]:
    """Open the service on an empty data directory."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SARING_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        environment.setenv("SARING_RATE_LIMIT", NO_LIMIT)
        opened = open_moderation()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def app(moderation: Moderation) -> Flask:
    return build_app(moderation)


@pytest.fixture(scope="module")
def document(app: Flask) -> dict[str, Any]:
    """Return the OpenAPI document as it is served."""
    found: dict[str, Any] = app.test_client().get("/openapi.json").get_json()
    return found


@pytest.fixture
def comparison(app: Flask, document: dict[str, Any]) -> Comparison:
    return Comparison(document, app.url_map.bind("localhost"))


@pytest.fixture(scope="module")
def client_for(moderation: Moderation, app: Flask) -> ClientFor:
    """Return a function that gives a client with a key of its own."""

    def make(source: str = SOURCE, scopes: frozenset[Scope] = DEFAULT_SCOPES) -> FlaskClient:
        client = app.test_client()
        token = create_key(moderation.database, source, scopes)
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    return make


@pytest.fixture(scope="module")
def client(client_for: ClientFor) -> FlaskClient:
    return client_for()


@pytest.fixture
def limited_client(moderation: Moderation, app: Flask) -> LimitedClient:
    """Return a function that gives a client whose new key may make so many requests a minute."""

    def make(limit: int, scopes: frozenset[Scope] = DEFAULT_SCOPES) -> FlaskClient:
        client = app.test_client()
        token = create_key(moderation.database, "dibatasi", scopes, rate_limit=limit)
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    return make


@pytest.fixture
def screening(moderation: Moderation) -> Iterator[None]:
    """Screen what comes in, as a worker does, for as long as the test runs."""
    ended = threading.Event()

    def work() -> None:
        while not ended.is_set():
            if not screen_next(moderation, "test"):
                ended.wait(0.02)

    thread = threading.Thread(target=work)
    thread.start()
    yield
    ended.set()
    thread.join()


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> Events:
    """Collect the log events of the HTTP interface, however logging is configured."""
    capture = LogCapture()
    log = structlog.wrap_logger(None, processors=[merge_contextvars, capture])
    monkeypatch.setattr(tracing, "_log", log)
    monkeypatch.setattr(errors, "_log", log)
    return capture.entries


@pytest.fixture
def stored(moderation: Moderation) -> Callable[[], Counts]:
    """Return a function that counts the rows of every table but what counts requests."""

    def count() -> Counts:
        with moderation.database.reading() as session:
            return {
                table.name: session.scalar(select(func.count()).select_from(table)) or 0
                for table in Base.metadata.sorted_tables
                if table is not RateWindow.__table__
            }

    return count

"""Every address declares who may use it, and holds to that."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from services.moderation.app import create_app

HTTP_MARK = "required_scope"
CONSOLE_MARK = "required"
OPEN = {"public", "loopback"}
ID = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Give the application as a server would get it, over an empty data directory."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SARING_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        yield create_app()


def _required(app: Flask, rule: Rule) -> str | None:
    view = app.view_functions[rule.endpoint]
    marks = [getattr(view, mark, None) for mark in (HTTP_MARK, CONSOLE_MARK)]
    return next((str(mark) for mark in marks if mark is not None), None)


def _closed(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Yield method, path and rule of every address that is not for everybody."""
    for rule in app.url_map.iter_rules():
        if _required(app, rule) in OPEN:
            continue
        path = rule.build(dict.fromkeys(rule.arguments, ID), append_unknown=False)
        assert path is not None, rule.rule
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield method, path[1], rule.rule


def test_every_route_declares_what_it_requires(app: Flask) -> None:
    undeclared = [rule.rule for rule in app.url_map.iter_rules() if _required(app, rule) is None]
    assert undeclared == []


def test_the_api_and_the_console_are_both_there(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    assert {"/v1/submissions", "/v1/screen", "/console/", "/healthz", "/metrics"} <= rules


def test_nobody_gets_in_without_a_key_or_a_session(app: Flask) -> None:
    """Each door is tried: 401 from the API, the sign-in page from the console."""
    client = app.test_client()
    let_in = {
        f"{method} {rule}"
        for method, path, rule in _closed(app)
        if not _refused(client, method, path)
    }
    assert let_in == set()


def _refused(client: FlaskClient, method: str, path: str) -> bool:
    answer = client.open(path, method=method)
    if path.startswith("/console"):
        return answer.status_code == 303 and "/console/sign-in" in answer.location
    return answer.status_code == 401


def test_what_is_for_this_host_is_closed_to_others(app: Flask) -> None:
    """A request that a proxy on this host passes on is another host's."""
    client = app.test_client()
    loopback = [rule for rule in app.url_map.iter_rules() if _required(app, rule) == "loopback"]
    assert loopback
    for rule in loopback:
        assert client.get(rule.rule).status_code == 200
        elsewhere = client.get(rule.rule, environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
        assert elsewhere.status_code == 403
        proxied = client.get(rule.rule, headers={"X-Forwarded-For": "203.0.113.9"})
        assert proxied.status_code == 403

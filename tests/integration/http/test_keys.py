"""Who gets in: keys, their scopes, their source."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.moderation.wiring import Moderation
from services.moderation.workflow.access import (
    Scope,
    create_key,
    list_keys,
    revoke_key,
    rotate_key,
)
from tests.integration.http.conftest import ClientFor
from tests.support.set_clock import NOON, SetClock

GOOD = {"text": "Taman kota kini bersih.", "channels": ["site"]}
SOME_ID = "00000000-0000-4000-8000-000000000000"
ENDPOINTS = [
    ("POST", "/v1/submissions", Scope.SUBMIT),
    ("GET", "/v1/submissions", Scope.READ),
    ("GET", f"/v1/submissions/{SOME_ID}", Scope.READ),
    ("POST", f"/v1/submissions/{SOME_ID}/recall", Scope.RECALL),
    ("POST", "/v1/screen", Scope.SCREEN),
]


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", "Bearer srg_unknown", "Basic dTpw", "srg_unknown", "Bearer é"],
)
def test_without_a_valid_key_the_body_is_not_even_read(app: Flask, header: str | None) -> None:
    headers = {"Authorization": header} if header is not None else {}
    answer = app.test_client().post("/v1/submissions", data=b"{", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.get_json()["request_id"] == answer.headers["X-Request-Id"]


def test_a_revoked_key_does_not_open_any_more(app: Flask, moderation: Moderation) -> None:
    token = create_key(moderation.database, "dicabut")
    client = app.test_client()
    headers = {"Authorization": f"bearer {token}"}
    assert client.get("/v1/submissions", headers=headers).status_code == 200
    (key,) = (key for key in list_keys(moderation.database) if key.source == "dicabut")
    revoke_key(moderation.database, key.id)
    assert client.get("/v1/submissions", headers=headers).status_code == 401


@pytest.mark.parametrize(("method", "path", "scope"), ENDPOINTS)
def test_a_key_with_every_scope_but_the_needed_one_is_told_which(
    client_for: ClientFor,
    method: str,
    path: str,
    scope: Scope,
) -> None:
    client = client_for(scopes=frozenset(Scope) - {scope})
    answer = client.open(path, method=method, data=b"{")
    assert answer.status_code == 403
    assert f"`{scope}`" in answer.get_json()["detail"]


@pytest.mark.parametrize(("method", "path", "scope"), ENDPOINTS)
def test_the_needed_scope_alone_is_enough(
    client_for: ClientFor,
    method: str,
    path: str,
    scope: Scope,
) -> None:
    answer = client_for(scopes=frozenset({scope})).open(path, method=method, json={})
    assert answer.status_code not in {401, 403}


def test_a_key_speaks_for_its_own_source_only(client: FlaskClient) -> None:
    answer = client.post("/v1/submissions", json=GOOD | {"source": "lain"})
    assert answer.status_code == 403
    assert answer.get_json()["pointer"] == "/source"
    assert client.post("/v1/submissions", json=GOOD | {"source": "lapor"}).status_code == 202


def test_another_sources_submission_is_not_found(
    client: FlaskClient, client_for: ClientFor
) -> None:
    mine = client.post("/v1/submissions", json=GOOD).get_json()["id"]
    other = client_for(source="lain")
    assert other.get(f"/v1/submissions/{mine}").status_code == 404
    answer = other.post(f"/v1/submissions/{mine}/recall", json={"reason": "Salah kirim."})
    assert answer.status_code == 404
    assert other.get("/v1/submissions").get_json()["items"] == []


def test_while_a_key_is_rotated_both_open_and_then_only_the_new_one(
    app: Flask, moderation: Moderation, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SetClock(moderation.database, monkeypatch)
    old = create_key(moderation.database, "diganti")
    new = rotate_key(moderation.database, old[:10], overlap=timedelta(hours=1))

    def opens(token: str) -> bool:
        headers = {"Authorization": f"Bearer {token}"}
        return app.test_client().get("/v1/submissions", headers=headers).status_code == 200

    assert (opens(old), opens(new)) == (True, True)
    clock.at = NOON + timedelta(hours=1)
    assert (opens(old), opens(new)) == (False, True)

"""Many clients that repeat one request at once, on both databases: one submission."""

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from sqlalchemy import event, func, select, update
from werkzeug.test import TestResponse

from services.moderation.app import build_app
from services.moderation.store.idempotency import IdempotentRequest
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation, open_moderation
from services.moderation.workflow.access import create_key
from services.moderation.workflow.idempotency import KEPT
from shared.signing import new_signing_key
from tests.support.servers import PrivatePostgreSQL

SUBMISSIONS = "/v1/submissions"
FRIENDLY = "Terima kasih, jalan di depan pasar sekarang sudah mulus."
CLIENTS = 8
TIMES = 200


def _fresh(server: PrivatePostgreSQL) -> str:
    return server.fresh().moderation


@pytest.fixture(params=["sqlite", "postgresql"])
def moderation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Moderation]:
    """Open the service on each of the two databases."""
    environment = {"SARING_DATA_DIR": str(tmp_path)}
    if request.param == "postgresql":
        environment |= {
            "SARING_DATABASE_URL": _fresh(request.getfixturevalue("postgresql")),
            "SARING_SECRET_KEY": "x" * 32,
            "SARING_SIGNING_KEY": new_signing_key(),
            "SARING_CONTENT_KEYS": Fernet.generate_key().decode(),
        }
    with mock.patch.dict(os.environ, environment):
        opened = open_moderation()
    yield opened
    opened.close()


@pytest.fixture
def app(moderation: Moderation) -> Flask:
    return build_app(moderation)


@pytest.fixture
def key(moderation: Moderation) -> str:
    return create_key(moderation.database, "lapor")


def _at_once(app: Flask, path: str, body: object, headers: dict[str, str]) -> list[TestResponse]:
    def send(_: int) -> TestResponse:
        return app.test_client().post(path, json=body, headers=headers)

    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(send, range(TIMES)))


def _stored(moderation: Moderation) -> int:
    with moderation.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Submission)) or 0


@pytest.mark.parametrize("by", ["key", "external_id", "both"])
def test_one_of_many_equal_requests_makes_a_submission(
    app: Flask, moderation: Moderation, key: str, by: str
) -> None:
    """The others are answered with it."""
    headers, body = {"Authorization": f"Bearer {key}"}, {"text": FRIENDLY, "channels": ["site"]}
    if by in {"key", "both"}:
        headers["Idempotency-Key"] = "8e03978e-40d5-43dd-bc93-6894a57f9324"
    if by in {"external_id", "both"}:
        body["external_id"] = "laporan-1"
    answers = _at_once(app, SUBMISSIONS, body, headers)
    assert Counter(answer.status_code for answer in answers) == {202: 1, 200: TIMES - 1}
    assert len({answer.get_json()["id"] for answer in answers}) == 1
    assert _stored(moderation) == 1


def test_batches_that_overlap_in_another_order_make_each_submission_once(
    app: Flask, moderation: Moderation, key: str
) -> None:
    items = [
        {"text": f"{FRIENDLY} {number}", "channels": ["site"], "external_id": f"e-{number}"}
        for number in range(10)
    ]
    headers = {"Authorization": f"Bearer {key}"}

    def send(start: int) -> TestResponse:
        turned = items[start % 10 :] + items[: start % 10]
        return app.test_client().post(
            f"{SUBMISSIONS}/batch", json={"items": turned}, headers=headers
        )

    with ThreadPoolExecutor(CLIENTS) as clients:
        answers = list(clients.map(send, range(24)))
    statuses = Counter(item["status"] for answer in answers for item in answer.get_json()["items"])
    assert statuses == {202: 10, 200: 230}
    assert _stored(moderation) == 10


@pytest.mark.parametrize("moderation", ["postgresql"], indirect=True)
def test_a_key_that_expired_is_given_up_once(moderation: Moderation, app: Flask, key: str) -> None:
    """One request has seen the old row, and removes it after another has put its own there."""
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "k-1"}
    body = {"text": FRIENDLY, "channels": ["site"]}

    def send() -> TestResponse:
        return app.test_client().post(SUBMISSIONS, json=body, headers=headers)

    first = send().get_json()["id"]
    with moderation.database.writing() as session:
        old = moderation.database.now(session) - KEPT - timedelta(seconds=1)
        session.execute(update(IdempotentRequest).values(created_at=old))
    others: list[str] = []
    once = iter([True])

    @event.listens_for(moderation.database.engine, "before_cursor_execute")
    def overtake(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("DELETE FROM idempotent_requests") and next(once, False):
            others.append(send().get_json()["id"])

    assert send().get_json()["id"] in others
    assert first not in others

"""Many clients that repeat one request at once, on both databases: one submission."""

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from services.moderation.app import build_app
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation, open_moderation
from services.moderation.workflow.access import create_key
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

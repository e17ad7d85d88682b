"""Screening without storing."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from services.moderation.http.context import attach
from services.moderation.http.screening_answer import ScreenAnswer
from services.moderation.wiring import Moderation
from tests.integration.http.conftest import Counts

FRIENDLY = "Terima kasih, jalan di depan pasar sekarang sudah mulus."
WITH_NIK = "Tolong cek bantuan saya, NIK 3404011203900001, terima kasih."


def test_texts_are_answered_in_their_order_and_nothing_is_stored(
    client: FlaskClient,
    stored: Callable[[], Counts],
) -> None:
    before = stored()
    items = [{"id": "b", "text": FRIENDLY}, {"id": "a", "text": WITH_NIK, "language": "id"}]
    answer = client.post("/v1/screen", json={"items": items})
    found = answer.get_json()["items"]
    assert answer.status_code == 200
    assert [(item["id"], item["verdict"]) for item in found] == [("b", "approve"), ("a", "review")]
    assert found[0]["redacted_text"] == FRIENDLY
    assert [finding["label"] for finding in found[1]["findings"]] == ["ID_NIK"]
    ScreenAnswer.model_validate(answer.get_json())
    assert stored() == before


def test_a_hundred_texts_at_once_are_screened(client: FlaskClient) -> None:
    answer = client.post("/v1/screen", json={"items": [{"text": FRIENDLY}] * 100})
    assert len(answer.get_json()["items"]) == 100


def test_when_every_place_is_taken_the_client_is_told_to_come_back(
    client: FlaskClient,
    app: Flask,
    moderation: Moderation,
) -> None:
    attach(app, moderation, server_threads=16)
    places = app.extensions["saring_api"].screening
    for _ in range(4):
        assert places.acquire(blocking=False)
    answer = client.post("/v1/screen", json={"items": [{"text": FRIENDLY}]})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    places.release()
    for _ in range(3):  # A place is given back after each use.
        assert client.post("/v1/screen", json={"items": [{"text": FRIENDLY}]}).status_code == 200

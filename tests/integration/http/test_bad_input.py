"""Bad input: the right status, where it is wrong, how to mend it, and nothing stored."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.integration.http.conftest import Counts
from tests.integration.http.problems import CANARY, assert_problem

SUBMISSIONS = "/v1/submissions"
GOOD: dict[str, Any] = {"text": "Terima kasih, jalannya sudah mulus.", "channels": ["site"]}


def _post(**changes: object) -> bytes:
    return json.dumps(GOOD | changes).encode()


def _without(name: str) -> bytes:
    return json.dumps({key: value for key, value in GOOD.items() if key != name}).encode()


# What the body is, and the pointer that the answer must name.
UNACCEPTABLE = {
    # Wrong types: nothing is converted.
    "a number for the text": (_post(text=1), "/text"),
    "null for the text": (_post(text=None), "/text"),
    "a string for the channels": (_post(channels="site"), "/channels"),
    "a number for a channel": (_post(channels=[1]), "/channels/0"),
    "a string for the author": (_post(author=CANARY), "/author"),
    "a number for credit": (_post(author={"ref": "w", "credit": 1}), "/author/credit"),
    "a number in the metadata": (_post(metadata={"form": 1}), "/metadata/form"),
    "an object in the metadata": (_post(metadata={"form": {}}), "/metadata/form"),
    "an array for the body": (json.dumps([GOOD]).encode(), ""),
    "JSON inside a JSON string": (json.dumps(_post().decode()).encode(), ""),
    # The text.
    "no text": (_without("text"), "/text"),
    "an empty text": (_post(text=""), "/text"),
    "a blank text": (_post(text=" \n\u200b"), "/text"),
    "20,001 characters": (_post(text="a" * 20_001), "/text"),
    "NUL in the text": (_post(text=f"{CANARY}\0"), "/text"),
    "a lone surrogate in the text": (_post(text=f"{CANARY}\ud83d"), "/text"),
    # The channels.
    "no channels": (_without("channels"), "/channels"),
    "an empty list of channels": (_post(channels=[]), "/channels"),
    "a channel twice": (_post(channels=["site", "site"]), "/channels"),
    "an unknown channel": (_post(channels=["site", CANARY]), "/channels/1"),
    # The rest.
    "an unknown field": (_post(colour=CANARY), "/colour"),
    "an unknown field whose name holds words": (_post(**{f"Bu {CANARY}": 1}), ""),
    "an unknown field of the author": (_post(author={"ref": "w", "nik": CANARY}), "/author/nik"),
    "attachments": (_post(attachments=[]), "/attachments"),
    "attachments of null": (_post(attachments=None), "/attachments"),
    "an author without ref": (_post(author={"display": CANARY}), "/author/ref"),
    "credit without a name": (_post(author={"ref": "w", "credit": True}), "/author/display"),
    "a name of two lines": (
        _post(author={"ref": "w", "display": f"{CANARY}\n"}),
        "/author/display",
    ),
    "NUL in the author's ref": (_post(author={"ref": f"{CANARY}\0"}), "/author/ref"),
    "an external id of 201 characters": (_post(external_id="9" * 201), "/external_id"),
    "an empty external id": (_post(external_id=""), "/external_id"),
    "no language tag": (_post(language=CANARY + "!"), "/language"),
    "a naive instant": (_post(scheduled_at="2026-01-31T09:30:00"), "/scheduled_at"),
    "an instant as a number": (_post(scheduled_at=1_769_826_600), "/scheduled_at"),
    "naive consent": (
        _post(consent={"given_at": "2026-01-31T09:30:00", "version": "1"}),
        "/consent/given_at",
    ),
    "consent to no version": (
        _post(consent={"given_at": "2026-01-31T09:30:00Z"}),
        "/consent/version",
    ),
    "metadata over 4 KiB": (_post(metadata={"a": "é" * 2048}), "/metadata"),
    "a lone surrogate in a metadata name": (_post(metadata={"\ud800": CANARY}), "/metadata"),
}

# What is sent, and the status.
UNREADABLE = {
    "no body": (b"", 400),
    "a form": (b"text=halo", 400),
    "JSON cut off": (_post()[:-1], 400),
    "a name twice": (b'{"text": "a", "text": "b", "channels": ["site"]}', 400),
    "NaN": (b'{"text": NaN, "channels": ["site"]}', 400),
    "nested too deeply": (b'{"text": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", 400),
    "not UTF-8": (b'{"text": "caf\xe9", "channels": ["site"]}', 400),
    "over 1 MiB": (b'{"text": "' + b"a" * 1024 * 1024 + b'"}', 413),
}


@pytest.mark.parametrize(("body", "pointer"), UNACCEPTABLE.values(), ids=UNACCEPTABLE)
def test_what_cannot_be_accepted_is_answered_with_422_and_its_place(
    client: FlaskClient,
    stored: Callable[[], Counts],
    body: bytes,
    pointer: str,
) -> None:
    before = stored()
    answer = client.post(SUBMISSIONS, data=body, content_type="application/json")
    assert_problem(answer, 422, pointer=pointer)
    assert [error["pointer"] for error in answer.get_json()["errors"]] == [pointer]
    assert stored() == before


@pytest.mark.parametrize(("body", "status"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_answered_with_400_or_413(
    client: FlaskClient,
    stored: Callable[[], Counts],
    body: bytes,
    status: int,
) -> None:
    before = stored()
    answer = client.post(SUBMISSIONS, data=body, content_type="application/json")
    assert_problem(answer, status)
    assert stored() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
        {},
    ],
)
def test_what_is_not_declared_as_plain_json_is_answered_with_415(
    client: FlaskClient,
    stored: Callable[[], Counts],
    headers: dict[str, str],
) -> None:
    before = stored()
    assert_problem(client.post(SUBMISSIONS, data=_post(), headers=headers), 415)
    assert stored() == before


def test_every_place_that_is_wrong_is_named_at_once(client: FlaskClient) -> None:
    answer = client.post(SUBMISSIONS, json={"text": "", "channels": [], "colour": 1})
    assert_problem(answer, 422)
    pointers = {error["pointer"] for error in answer.get_json()["errors"]}
    assert pointers == {"/text", "/channels", "/colour"}


def test_a_body_made_of_mistakes_does_not_become_a_larger_answer(client: FlaskClient) -> None:
    answer = client.post(SUBMISSIONS, json={f"salah_{number}": 1 for number in range(50_000)})
    assert_problem(answer, 422)
    assert len(answer.data) < 10_000


def test_reserved_attachments_are_called_reserved_in_both_languages(client: FlaskClient) -> None:
    answer = client.post(SUBMISSIONS, json=GOOD | {"attachments": []}).get_json()
    assert "reserved" in answer["detail"]
    assert "dicadangkan" in answer["detail_id"]

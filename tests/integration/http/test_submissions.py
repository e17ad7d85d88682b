"""Sending, reading, listing and recalling submissions."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.moderation.domain.text import is_blank
from services.moderation.http.outgoing import SubmissionAnswer
from services.moderation.store.contents import load_words
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.screen import screen_next
from tests.integration.http.conftest import ClientFor, Counts

SUBMISSIONS = "/v1/submissions"
FRIENDLY = "Terima kasih, jalan di depan pasar sekarang sudah mulus."
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    min_size=1,
    max_size=300,
).filter(lambda text: not is_blank(text))


def _send(client: FlaskClient, text: str = FRIENDLY, **more: object) -> dict[str, Any]:
    answer = client.post(SUBMISSIONS, json={"text": text, "channels": ["site"], **more})
    assert answer.status_code in {200, 202}, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def test_a_post_is_stored_and_its_address_given(client: FlaskClient) -> None:
    answer = client.post(SUBMISSIONS, json={"text": FRIENDLY, "channels": ["site"]})
    body = answer.get_json()
    assert answer.status_code == 202
    assert (body["state"], body["revision"], body["publications"]) == ("received", 1, [])
    assert answer.headers["Location"] == f"{SUBMISSIONS}/{body['id']}"
    there = client.get(answer.headers["Location"])
    assert (there.get_json(), there.headers["ETag"]) == (body, answer.headers["ETag"])
    SubmissionAnswer.model_validate(body)


def test_all_that_was_sent_is_kept(client: FlaskClient, moderation: Moderation) -> None:
    sent = _send(
        client,
        external_id="laporan-1",
        author={"ref": "warga-77", "display": "Bu Sari", "credit": True},
        language="id",
        scheduled_at="2026-01-31T09:30:00+07:00",
        consent={"given_at": "2026-01-30T09:30:00+07:00", "version": "2026-1"},
        metadata={"form": "kiriman-warga"},
    )
    with moderation.database.reading() as session:
        row = session.get_one(Submission, sent["id"])
        words = load_words(session, moderation.cipher, row.id, 1)
    assert (words.text, words.credit, words.author_ref) == (FRIENDLY, "Bu Sari", "warga-77")
    assert words.metadata == {"form": "kiriman-warga"}
    assert (row.source, row.external_id, row.language_hint) == ("lapor", "laporan-1", "id")
    assert row.scheduled_at is not None
    assert row.scheduled_at.isoformat() == "2026-01-31T02:30:00+00:00"
    assert row.consent == {"given_at": "2026-01-30T02:30:00.000Z", "version": "2026-1"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text_is_kept_to_the_code_point(
    client: FlaskClient,
    moderation: Moderation,
    text: str,
) -> None:
    sent = _send(client, text)
    with moderation.database.reading() as session:
        assert load_words(session, moderation.cipher, sent["id"], 1).text == text


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text_comes_back_as_it_was_sent(
    client: FlaskClient,
    moderation: Moderation,
    text: str,
) -> None:
    """Where there is nothing to mask, to the code point."""
    sent = _send(client, text)
    while screen_next(moderation, "test"):
        pass
    found = client.get(f"{SUBMISSIONS}/{sent['id']}").get_json()["screening"]
    if not any(finding["category"] == "personal_data" for finding in found["findings"]):
        assert found["redacted_text"] == text


def test_the_same_external_id_gives_what_is_there(
    client: FlaskClient,
    stored: Callable[[], Counts],
) -> None:
    first = _send(client, external_id="laporan-2")
    before = stored()
    again = client.post(
        SUBMISSIONS,
        json={"text": FRIENDLY, "channels": ["site"], "external_id": "laporan-2"},
    )
    assert (again.status_code, again.get_json()["id"]) == (200, first["id"])
    assert stored() == before


def test_the_same_external_id_with_other_content_is_a_conflict(
    client: FlaskClient,
    stored: Callable[[], Counts],
) -> None:
    _send(client, external_id="laporan-3")
    before = stored()
    other = {"text": "Lain lagi.", "channels": ["site"], "external_id": "laporan-3"}
    answer = client.post(SUBMISSIONS, json=other)
    assert answer.status_code == 409
    assert answer.get_json()["type"] == "urn:saring:problem:conflict"
    assert stored() == before


def test_lists_are_newest_first_and_page_by_cursor(client_for: ClientFor) -> None:
    client = client_for(source="daftar")
    sent = [_send(client, f"Kiriman ke-{number}.")["id"] for number in range(5)]
    pages: list[dict[str, Any]] = []
    while not pages or pages[-1]["next_cursor"]:
        query = f"&cursor={pages[-1]['next_cursor']}" if pages else ""
        pages.append(client.get(f"{SUBMISSIONS}?limit=2{query}").get_json())
    assert [len(page["items"]) for page in pages] == [2, 2, 1]
    assert [item["id"] for page in pages for item in page["items"]] == sent[::-1]


def test_lists_can_be_limited_to_a_state(client_for: ClientFor) -> None:
    client = client_for(source="keadaan")
    sent = _send(client)["id"]
    received = client.get(f"{SUBMISSIONS}?state=received").get_json()["items"]
    assert [item["id"] for item in received] == [sent]
    assert client.get(f"{SUBMISSIONS}?state=approved").get_json()["items"] == []


def test_an_approved_post_can_be_recalled_and_twice_does_no_harm(
    client: FlaskClient,
    moderation: Moderation,
) -> None:
    sent = _send(client)["id"]
    while screen_next(moderation, "test"):
        pass
    for _ in range(2):
        answer = client.post(f"{SUBMISSIONS}/{sent}/recall", json={"reason": "Diminta penulis."})
        assert answer.status_code == 202
        assert {entry["state"] for entry in answer.get_json()["publications"]} == {"recalling"}
        SubmissionAnswer.model_validate(answer.get_json())


def test_what_is_not_published_cannot_be_recalled(client: FlaskClient) -> None:
    sent = _send(client)["id"]
    answer = client.post(f"{SUBMISSIONS}/{sent}/recall", json={"reason": "Diminta penulis."})
    assert answer.status_code == 409


@pytest.mark.parametrize("reason", ["", " ", "a" * 2001, None, 1])
def test_a_recall_needs_a_reason(client: FlaskClient, reason: object) -> None:
    sent = _send(client)["id"]
    answer = client.post(f"{SUBMISSIONS}/{sent}/recall", json={"reason": reason})
    assert (answer.status_code, answer.get_json()["pointer"]) == (422, "/reason")


def test_a_reason_that_is_too_long_is_told_how_long_it_may_be(client: FlaskClient) -> None:
    """In characters, as for any other text."""
    sent = _send(client)["id"]
    answer = client.post(f"{SUBMISSIONS}/{sent}/recall", json={"reason": "x" * 2001})
    assert answer.status_code == 422
    assert answer.get_json()["detail"] == "Send at most 2000 characters."

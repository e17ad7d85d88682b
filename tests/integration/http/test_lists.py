"""Lists: which submissions they hold, and that a page costs the same however long it is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from services.moderation.wiring import Moderation
from services.moderation.workflow.screen import screen_next
from tests.integration.http.conftest import ClientFor
from tests.integration.http.problems import assert_problem

SUBMISSIONS = "/v1/submissions"


@pytest.fixture
def client(client_for: ClientFor, request: pytest.FixtureRequest) -> FlaskClient:
    """Give a client whose source has nothing yet."""
    return client_for(source=f"daftar-{abs(hash(request.node.name)) % 10**6}")


def _send(client: FlaskClient, text: str = "Jalan mulus.", **more: object) -> str:
    answer = client.post(SUBMISSIONS, json={"text": text, "channels": ["site"], **more})
    return str(answer.get_json()["id"])


def _listed(client: FlaskClient, query: str) -> list[str]:
    answer = client.get(f"{SUBMISSIONS}?{query}")
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.get_json()["items"]]


def _came_in(client: FlaskClient, submission_id: str) -> datetime:
    created: str = client.get(f"{SUBMISSIONS}/{submission_id}").get_json()["created_at"]
    return datetime.fromisoformat(created)


def test_one_is_found_by_its_external_id(client: FlaskClient) -> None:
    wanted = _send(client, external_id="laporan 7/ü")
    _send(client, external_id="laporan 8")
    assert _listed(client, f"external_id={quote('laporan 7/ü')}") == [wanted]
    assert _listed(client, "external_id=laporan") == []


def test_a_list_can_be_limited_to_a_time(client: FlaskClient) -> None:
    """From an instant, and before another; a page's cursor keeps to it."""
    sent = [_send(client, f"Kiriman {number}.") for number in range(3)]
    earlier = quote((_came_in(client, sent[0]) - timedelta(hours=1)).isoformat())
    later = quote((_came_in(client, sent[2]) + timedelta(hours=1)).isoformat())
    assert _listed(client, f"created_from={earlier}&created_before={later}") == sent[::-1]
    assert _listed(client, f"created_from={later}") == []
    assert _listed(client, f"created_before={earlier}") == []
    page = client.get(f"{SUBMISSIONS}?created_from={earlier}&limit=2").get_json()
    rest = f"created_from={earlier}&limit=2&cursor={page['next_cursor']}"
    assert _listed(client, rest) == sent[:1]


def test_an_offset_whose_plus_was_not_encoded_is_understood(client: FlaskClient) -> None:
    sent = _send(client)
    assert _listed(client, "created_from=2020-01-01T00:00:00+07:00") == [sent]


@pytest.mark.parametrize("instant", ["2026-01-31", "2026-01-31T09:30:00", "besok", ""])
def test_an_instant_needs_its_offset(client: FlaskClient, instant: str) -> None:
    answer = client.get(f"{SUBMISSIONS}?created_from={instant}")
    assert_problem(answer, 422, parameter="created_from")


@pytest.fixture
def statements(moderation: Moderation) -> Iterator[list[str]]:
    """Collect the statements that the database is sent."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(moderation.database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(moderation.database.engine, "before_cursor_execute", note)


def test_a_long_page_needs_no_more_queries_than_a_short_one(
    client: FlaskClient, moderation: Moderation, statements: list[str]
) -> None:
    for number in range(12):
        _send(client, f"Terima kasih, jalan nomor {number} sudah mulus.")
    while screen_next(moderation, "test"):
        pass
    counts = []
    for limit in (1, 12):
        statements.clear()
        listed = client.get(f"{SUBMISSIONS}?limit={limit}").get_json()["items"]
        assert all("decision" in item and "screening" in item for item in listed)
        counts.append(len([one for one in statements if one.startswith("SELECT")]))
    assert counts[0] == counts[1]

"""What a request costs its key: as much as it has texts."""

from collections.abc import Callable

import pytest

from services.moderation.wiring import Moderation
from tests.integration.http.conftest import Counts, LimitedClient
from tests.integration.http.limits import is_refused, left_of
from tests.integration.http.problems import assert_problem
from tests.support.set_clock import SetClock

SUBMISSIONS = "/v1/submissions"
POST = {"text": "Selamat pagi, semua!", "channels": ["site"]}
TEXT = {"text": "Selamat pagi, semua!"}


@pytest.fixture(autouse=True)
def clock(moderation: Moderation, monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Let no minute end in the middle of a test."""
    return SetClock(moderation.database, monkeypatch)


@pytest.mark.parametrize(
    ("path", "body", "cost"),
    [
        (SUBMISSIONS, POST, 1),
        (f"{SUBMISSIONS}/batch", {"items": [POST] * 4}, 4),
        # An item that is refused has been looked at as well.
        (f"{SUBMISSIONS}/batch", {"items": [POST, 7, {}]}, 3),
        ("/v1/screen", {"items": [TEXT] * 4}, 4),
        ("/v1/moderations", {"input": "Selamat pagi!"}, 1),
        ("/v1/moderations", {"input": ["Selamat pagi!"] * 4}, 4),
        ("/v1/moderations", {"input": [TEXT | {"type": "text"}] * 4}, 4),
        (
            "/v1alpha1/comments:analyze",
            {"comment": TEXT, "requestedAttributes": {"TOXICITY": {}}},
            1,
        ),
        # Each sentence is judged by itself as well.
        (
            "/v1alpha1/comments:analyze",
            {
                "comment": {"text": "Selamat pagi. Jalan sudah mulus. Terima kasih."},
                "requestedAttributes": {"TOXICITY": {}},
                "spanAnnotations": True,
            },
            3,
        ),
        ("/v1alpha1/comments:suggestscore", {"comment": TEXT, "attributeScores": {}}, 1),
    ],
)
def test_a_request_costs_as_much_as_it_has_texts(
    limited_client: LimitedClient, path: str, body: object, cost: int
) -> None:
    answer = limited_client(20).post(path, json=body)
    assert answer.status_code in {200, 202}
    assert left_of(answer) == 20 - cost


@pytest.mark.parametrize(("path", "one"), [(f"{SUBMISSIONS}/batch", POST), ("/v1/screen", TEXT)])
def test_many_texts_for_which_too_little_is_left_are_refused_together(
    limited_client: LimitedClient, stored: Callable[[], Counts], path: str, one: object
) -> None:
    """That costs one, so smaller requests still pass."""
    client = limited_client(10)
    assert client.post(path, json={"items": [one] * 6}).status_code == 200
    before = stored()
    answer = client.post(path, json={"items": [one] * 6})
    assert is_refused(answer)
    assert (stored(), left_of(answer)) == (before, 3)
    assert client.post(path, json={"items": [one] * 3}).status_code == 200
    assert is_refused(client.get(SUBMISSIONS))


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        (f"{SUBMISSIONS}/batch", {"items": [POST] * 6}, "/items"),
        ("/v1/screen", {"items": [TEXT] * 6}, "/items"),
    ],
)
def test_more_texts_than_a_whole_minute_has_room_for_are_no_matter_of_waiting(
    limited_client: LimitedClient, path: str, body: object, pointer: str
) -> None:
    answer = limited_client(5).post(path, json=body)
    assert_problem(answer, 422, pointer=pointer)
    assert "5" in answer.get_json()["detail"]
    assert "Retry-After" not in answer.headers


def test_more_inputs_than_a_minute_has_room_for_are_a_bad_request_of_that_dialect(
    limited_client: LimitedClient,
) -> None:
    answer = limited_client(5).post("/v1/moderations", json={"input": ["Pagi!"] * 6})
    assert answer.status_code == 400
    assert answer.get_json()["error"]["param"] == "input"

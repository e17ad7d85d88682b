"""A source that has used up its quota of the day."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from services.moderation.wiring import Moderation
from services.moderation.workflow.quota import list_quotas, set_quota
from tests.integration.http.conftest import ClientFor, Counts
from tests.integration.http.problems import assert_problem
from tests.support.metrics import read_metric
from tests.support.set_clock import SetClock

SUBMISSIONS = "/v1/submissions"
POST = {"text": "Selamat pagi, semua!", "channels": ["site"]}
HALF_A_DAY = 12 * 3600

WithQuota = Callable[[str, int], FlaskClient]


@pytest.fixture
def with_quota(
    moderation: Moderation, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> WithQuota:
    """Return a function that gives a client of a source with this quota, at noon."""
    SetClock(moderation.database, monkeypatch)
    timezone = moderation.settings.timezone

    def make(source: str, per_day: int) -> FlaskClient:
        set_quota(moderation.database, source, per_day, timezone=timezone)
        return client_for(source=source)

    return make


def _used(moderation: Moderation, source: str) -> int:
    quotas = list_quotas(moderation.database, timezone=moderation.settings.timezone)
    return {name: today for name, _, today in quotas}[source]


def test_a_post_beyond_the_quota_is_told_when_the_next_day_begins(
    with_quota: WithQuota, stored: Callable[[], Counts]
) -> None:
    client = with_quota("penuh", 1)
    assert client.post(SUBMISSIONS, json=POST).status_code == 202
    before = stored()
    answer = client.post(SUBMISSIONS, json=POST)
    assert_problem(answer, 429)
    problem = answer.get_json()
    assert problem["type"] == "urn:saring:problem:quota-exceeded"
    assert answer.headers["Retry-After"] == str(HALF_A_DAY)
    assert str(HALF_A_DAY) in problem["detail"]
    assert str(HALF_A_DAY) in problem["detail_id"]
    assert stored() == before
    metrics = client.get("/metrics").text
    assert read_metric(metrics, "saring_requests_refused_total", {"reason": "quota"}) >= 1


def test_of_a_batch_as_many_are_taken_as_there_is_room_for(with_quota: WithQuota) -> None:
    client = with_quota("sebagian", 2)
    items = client.post(f"{SUBMISSIONS}/batch", json={"items": [POST] * 4}).get_json()["items"]
    assert sorted(item["status"] for item in items) == [202, 202, 429, 429]
    problems = [item["problem"] for item in items if item["status"] == 429]
    assert {one["type"] for one in problems} == {"urn:saring:problem:quota-exceeded"}
    assert all(str(HALF_A_DAY) in one["detail"] for one in problems)


def test_only_new_posts_count(with_quota: WithQuota, moderation: Moderation) -> None:
    """Not what is repeated, what cannot be read, nor an edit; all are answered beyond the quota."""
    client = with_quota("berulang", 1)
    headers = {"Idempotency-Key": "kiriman-1"}
    body = POST | {"external_id": "laporan-1"}
    place = client.post(SUBMISSIONS, json=body, headers=headers).headers["Location"]
    assert client.post(SUBMISSIONS, json=body, headers=headers).status_code == 200
    assert client.post(SUBMISSIONS, json=body).status_code == 200
    assert client.post(SUBMISSIONS, json={"text": ""}).status_code == 422
    assert client.put(place, json=POST | {"text": "Selamat siang!"}).status_code in {200, 202}
    assert client.get(place).status_code == 200
    assert _used(moderation, "berulang") == 1

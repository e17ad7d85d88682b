"""When a part of the service fails: no answer tells more than it should, nothing is approved."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from services.moderation.app import build_app
from services.moderation.http import submissions as endpoints
from services.moderation.http.outgoing import ReadinessAnswer
from services.moderation.screening.assembly import make_screener
from services.moderation.screening.checker import MissingChecker
from services.moderation.screening.pipeline import Screener
from services.moderation.screening.policy import load_policy
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import create_key
from shared.database import Database
from tests.integration.http.conftest import Events

GOOD = {"text": "Rahasia: Pak Budi sakit.", "channels": ["site"]}
SUBMISSIONS = "/v1/submissions"


@pytest.fixture
def unreachable(moderation: Moderation, tmp_path: Path) -> FlaskClient:
    """Give a client of a service whose database cannot be opened."""
    gone = Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.sqlite3'}")
    return build_app(replace(moderation, database=gone)).test_client()


@pytest.fixture
def empty_store(moderation: Moderation, tmp_path: Path) -> Iterator[FlaskClient]:
    """Give a client of a service whose database has no tables."""
    database = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    yield build_app(replace(moderation, database=database)).test_client()
    database.dispose()


def test_without_the_database_requests_are_answered_with_503(
    unreachable: FlaskClient,
    events: Events,
) -> None:
    answer = unreachable.post(SUBMISSIONS, json=GOOD, headers={"Authorization": "Bearer srg_x"})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert answer.get_json()["request_id"] == answer.headers["X-Request-Id"]
    assert "sqlite" not in answer.text.lower()
    assert [event["event"] for event in events] == ["http_database_unavailable", "http_request"]


def test_without_the_database_the_process_lives_but_is_not_ready(unreachable: FlaskClient) -> None:
    assert unreachable.get("/healthz").status_code == 200
    answer = unreachable.get("/readyz")
    assert answer.status_code == 503
    assert ReadinessAnswer.model_validate(answer.get_json()).faults == ["database_unreachable"]


def test_a_database_that_was_not_upgraded_is_not_ready(empty_store: FlaskClient) -> None:
    answer = empty_store.get("/readyz")
    assert (answer.status_code, answer.get_json()["faults"]) == (503, ["database_not_migrated"])


def test_a_service_that_lacks_a_checker_is_not_ready(moderation: Moderation) -> None:
    lacking = Screener([MissingChecker("toxicity", frozenset({"toxicity"}))], load_policy(None))
    answer = build_app(replace(moderation, screener=lacking)).test_client().get("/readyz")
    lacking.close()
    assert (answer.status_code, answer.get_json()["faults"]) == (503, ["screener_incomplete"])


def test_a_lacking_checker_gives_null_scores_and_a_person_the_work(moderation: Moderation) -> None:
    lacking = Screener([MissingChecker("toxicity", frozenset({"toxicity"}))], load_policy(None))
    client = build_app(replace(moderation, screener=lacking)).test_client()
    token = create_key(moderation.database, "kurang")
    answer = client.post(
        "/v1/screen",
        json={"items": [{"text": "Selamat pagi."}]},
        headers={"Authorization": f"Bearer {token}"},
    )
    lacking.close()
    (item,) = answer.get_json()["items"]
    assert (item["verdict"], item["complete"], item["scores"]["toxicity"]) == (
        "review",
        False,
        None,
    )


def test_an_error_of_ours_is_answered_without_its_message(
    client: FlaskClient,
    events: Events,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_app: object, new: object) -> None:
        raise RuntimeError(str(new))

    monkeypatch.setattr(endpoints, "submit", fail)
    answer = client.post(SUBMISSIONS, json=GOOD)
    assert answer.status_code == 500
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["request_id"] == answer.headers["X-Request-Id"]
    assert "Budi" not in answer.text
    assert [event["event"] for event in events] == ["http_request_failed", "http_request"]


def test_a_schema_that_is_missing_at_run_time_is_the_databases_fault(
    empty_store: FlaskClient,
    events: Events,
) -> None:
    answer = empty_store.get(SUBMISSIONS, headers={"Authorization": "Bearer srg_x"})
    assert answer.status_code == 503
    assert events


def test_the_default_screener_is_complete() -> None:
    screener = make_screener()
    assert screener.screen("Selamat pagi, warga Sleman.").complete
    screener.close()

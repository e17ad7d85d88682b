"""The examples of the OpenAPI document: requests that are accepted, problems as they are told."""

import json
import re
from typing import Any

from flask.testing import FlaskClient

from services.moderation.http.bodies import JSON
from services.moderation.http.problem import MEDIA_TYPE
from services.moderation.wiring import Moderation
from services.moderation.workflow.screen import screen_next
from tests.integration.http.conftest import ClientFor
from tests.support.documented import Comparison, operations

SUBMISSIONS = "/v1/submissions"
ABUSE = "Dasar anjing goblok bangsat kau!"
POST = {"text": "Selamat pagi, semua!", "channels": ["site"]}


def test_every_example_of_a_request_is_accepted(
    client_for: ClientFor, document: dict[str, Any]
) -> None:
    client = client_for(source="contoh")
    for path, methods in document["paths"].items():
        for operation in methods.values():
            content = operation.get("requestBody", {}).get("content", {}).get(JSON)
            if content is None or "{submission_id}" in path:
                continue
            body = content["examples"]["request"]["value"]
            answer = client.post(path, json=body)
            assert answer.status_code in {200, 202}, (path, answer.text)


def test_every_example_of_a_request_about_one_submission_is_of_the_right_shape(
    comparison: Comparison, document: dict[str, Any]
) -> None:
    found = operations(document)
    for name in ("edit_submission", "withdraw_submission", "recall_submission", "appeal_rejection"):
        content = found[name]["requestBody"]["content"][JSON]
        assert comparison.faults(content["schema"], content["examples"]["request"]["value"]) == []


def test_a_conflict_is_told_as_its_example_tells_it(
    client: FlaskClient, moderation: Moderation, document: dict[str, Any]
) -> None:
    named = {"external_id": "bentrok"}
    client.post(SUBMISSIONS, json=POST | named)
    taken = client.post(SUBMISSIONS, json=POST | named | {"text": "Lain."})
    rejected = client.post(SUBMISSIONS, json=POST | {"text": ABUSE}).headers["Location"]
    while screen_next(moderation, "test"):
        pass
    unpublished = client.post(f"{rejected}/recall", json={"reason": "Diminta penulis."})
    client.post(f"{rejected}/appeal", json={"statement": "Itu kutipan."})
    appealed = client.post(f"{rejected}/appeal", json={"statement": "Bukan begitu."})
    edited = client.put(rejected, json=POST)
    found = operations(document)
    for name, answer in {
        "send_submission": taken,
        "recall_submission": unpublished,
        "appeal_rejection": appealed,
        "edit_submission": edited,
    }.items():
        content = found[name]["responses"]["409"]["content"][MEDIA_TYPE]
        told = [_without_ids(one["value"]) for one in content["examples"].values()]
        assert _without_ids(answer.get_json()) in told, name


def _without_ids(problem: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(re.sub(r"[0-9a-f-]{36}", "…", json.dumps(problem)))
    return found

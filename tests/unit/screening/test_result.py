"""The result as JSON: every key, in order, and nothing that JSON cannot hold."""

import json

from services.moderation.domain.screening import SCORES
from services.moderation.screening.assembly import make_screener
from services.moderation.screening.reasons import finding_reason
from services.moderation.screening.result import as_json, unusable
from tests.unit.screening.examples import NIK, finding

KEYS = [
    "id",
    "verdict",
    "complete",
    "failures",
    "language",
    "scores",
    "findings",
    "redacted_text",
    "policy",
]


def test_a_result_has_every_key_in_order_and_survives_json() -> None:
    screener = make_screener()
    body = as_json(screener.screen(f"NIK saya {NIK}, dasar anjing"), "a-1")
    screener.close()
    assert list(body) == KEYS
    assert json.loads(json.dumps(body)) == body
    assert list(body["scores"]) == list(SCORES)
    by_label = {one["label"]: one for one in body["findings"]}
    nik = by_label["ID_NIK"]
    assert list(nik) == [
        "category",
        "label",
        "start",
        "end",
        "score",
        "severity",
        "pdp",
        "checker",
        "version",
        "reason",
    ]
    assert (nik["start"], nik["end"], nik["pdp"]) == (9, 25, "general")
    assert NIK not in json.dumps(body)


def test_an_unusable_item_has_null_scores_and_its_problem() -> None:
    body = unusable("text is empty; write something", "a-2")
    assert list(body) == [*KEYS, "problem"]
    assert body["verdict"] == "review"
    assert set(body["scores"].values()) == {None}
    assert (body["findings"], body["redacted_text"]) == ([], "")


def test_an_item_without_id_has_none_in_its_result() -> None:
    assert "id" not in unusable("text is empty")


def test_a_reason_code_of_another_version_still_has_words() -> None:
    strange = finding("spam", "scam")
    object.__setattr__(strange, "reason_code", "from-the-future")
    assert finding_reason(strange) == {
        "id": "Ditandai oleh pemeriksa.",
        "en": "Flagged by a checker.",
    }

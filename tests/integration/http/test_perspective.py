"""comments:analyze, as apps that spoke to Perspective call it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from googleapiclient import discovery
from googleapiclient.errors import HttpError

from services.moderation.domain.screening import SCORES
from services.moderation.http.dropin.attributes import SCORE_OF
from services.moderation.http.dropin.perspective_answers import AnalyzeAnswer
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import Scope, create_key
from tests.integration.http.conftest import SOURCE, Counts, Events
from tests.integration.http.dropin import ABUSIVE, ANALYZE, FRIENDLY, asked
from tests.support.serving import served

SUGGEST = "/v1alpha1/comments:suggestscore"
ALL: dict[str, dict[str, object]] = {name: {} for name in SCORE_OF}


@pytest.fixture(scope="module")
def key(moderation: Moderation) -> str:
    return create_key(moderation.database, SOURCE, [Scope.SCREEN])


@pytest.fixture(scope="module")
def google(app: Flask, key: str) -> Iterator[Any]:
    """Give Google's own client, which builds itself from the discovery document of a server."""
    with (
        served(app) as url,
        discovery.build(
            "commentanalyzer",
            "v1alpha1",
            discoveryServiceUrl=f"{url}/$discovery/rest?version=v1alpha1",
            developerKey=key,
            static_discovery=False,
        ) as service,
    ):
        yield service


def test_googles_client_tells_abuse_from_thanks(google: Any) -> None:  # noqa: ANN401 - built at run time
    def toxicity(text: str) -> float:
        answer = google.comments().analyze(body=asked(text, doNotStore=True)).execute()
        return float(answer["attributeScores"]["TOXICITY"]["summaryScore"]["value"])

    assert toxicity(ABUSIVE) >= 0.5 > toxicity(FRIENDLY)


def test_googles_client_reads_our_errors(google: Any) -> None:  # noqa: ANN401 - built at run time
    request = google.comments().analyze(body=asked(FRIENDLY, requestedAttributes={"SPAM": {}}))
    with pytest.raises(HttpError) as caught:
        request.execute()
    assert caught.value.resp.status == 400
    assert caught.value.reason.startswith("Unknown requested attribute: SPAM")
    assert caught.value.error_details[0]["errorType"] == "INVALID_REQUEST"


def test_googles_client_suggests_scores(google: Any) -> None:  # noqa: ANN401 - built at run time
    scores = {"TOXICITY": {"summaryScore": {"value": 0}}}
    body = {"comment": {"text": FRIENDLY}, "attributeScores": scores, "clientToken": "c-1"}
    assert google.comments().suggestscore(body=body).execute() == {"clientToken": "c-1"}


def test_every_attribute_is_one_of_our_scores(client: FlaskClient) -> None:
    ours = client.post("/v1/screen", json={"items": [{"text": ABUSIVE}]}).get_json()
    answer = client.post(ANALYZE, json=asked(ABUSIVE, requestedAttributes=ALL))
    scores = answer.get_json()["attributeScores"]
    assert {name: one["summaryScore"] for name, one in scores.items()} == {
        name: {"value": ours["items"][0]["scores"][score], "type": "PROBABILITY"}
        for name, score in SCORE_OF.items()
    }
    AnalyzeAnswer.model_validate(answer.get_json())


def test_a_score_below_its_threshold_is_left_out(client: FlaskClient) -> None:
    wanted = {
        "TOXICITY": {"scoreThreshold": 0.5, "scoreType": "PROBABILITY"},
        "SEXUALLY_EXPLICIT": {"scoreThreshold": 0.5},
        "THREAT": {"scoreThreshold": 0},
    }
    answer = client.post(ANALYZE, json=asked(ABUSIVE, requestedAttributes=wanted))
    assert set(answer.get_json()["attributeScores"]) == {"TOXICITY", "THREAT"}


def test_spans_are_sentences_in_code_points_and_only_if_asked_for(client: FlaskClient) -> None:
    text = f"🙏 {FRIENDLY} {ABUSIVE}"
    whole = client.post(ANALYZE, json=asked(text)).get_json()["attributeScores"]["TOXICITY"]
    assert set(whole) == {"summaryScore"}
    answer = client.post(ANALYZE, json=asked(text, spanAnnotations=True)).get_json()
    thanks, abuse = answer["attributeScores"]["TOXICITY"]["spanScores"]
    assert text[thanks["begin"] : thanks["end"]] == f"🙏 {FRIENDLY}"
    assert text[abuse["begin"] : abuse["end"]] == ABUSIVE
    assert thanks["score"]["value"] < 0.5 <= abuse["score"]["value"]
    AnalyzeAnswer.model_validate(answer)


def test_the_clients_token_and_languages_come_back(client: FlaskClient) -> None:
    body = asked(FRIENDLY, clientToken="c-7", languages=["in", "id-ID"], sessionId="s")
    answer = client.post(ANALYZE, json=body).get_json()
    assert (answer["clientToken"], answer["languages"]) == ("c-7", ["in", "id-ID"])
    assert answer["detectedLanguages"] == ["id"]


def test_without_languages_the_detected_one_is_named(client: FlaskClient) -> None:
    answer = client.post(ANALYZE, json=asked(FRIENDLY, languages=[])).get_json()
    assert answer["languages"] == answer["detectedLanguages"] == ["id"]
    assert "clientToken" not in answer


@pytest.mark.parametrize("content_type", ["application/json", "text/plain;charset=UTF-8", None])
def test_a_body_may_be_declared_as_browsers_and_scripts_do(
    app: Flask, key: str, content_type: str | None
) -> None:
    body = json.dumps(asked(FRIENDLY))
    answer = app.test_client().post(
        f"{ANALYZE}?key={key}&alt=json", data=body, content_type=content_type
    )
    assert answer.status_code == 200


def test_names_may_be_written_in_snake_case_and_null_means_left_out(client: FlaskClient) -> None:
    body = {
        "comment": {"text": FRIENDLY, "type": None},
        "requested_attributes": {"TOXICITY": {"score_threshold": None}},
        "do_not_store": True,
        "context": {"article_and_parent_comment": {"parent_comment": {"text": "x"}}},
    }
    assert client.post(ANALYZE, json=body).status_code == 200


def test_nothing_is_stored_whatever_the_client_allows(
    client: FlaskClient, stored: Callable[[], Counts]
) -> None:
    before = stored()
    for allowed in (False, True):
        client.post(ANALYZE, json=asked(FRIENDLY, doNotStore=not allowed))
    suggested = {"TOXICITY": {"summaryScore": {"value": 1}}}
    body = {"comment": {"text": FRIENDLY}, "attributeScores": suggested}
    assert client.post(SUGGEST, json=body).get_json() == {}
    assert stored() == before


def test_a_key_in_the_address_opens_these_endpoints_alone_and_is_not_logged(
    app: Flask, key: str, events: Events
) -> None:
    client = app.test_client()
    assert client.post(f"{ANALYZE}?key={key}", json=asked(FRIENDLY)).status_code == 200
    items = {"items": [{"text": FRIENDLY}]}
    assert client.post(f"/v1/screen?key={key}", json=items).status_code == 401
    assert len(events) == 2
    assert key not in str(events)


def test_the_discovery_document_names_what_the_openapi_document_describes(app: Flask) -> None:
    client = app.test_client()
    found = client.get("/$discovery/rest?version=v1alpha1").get_json()["schemas"]
    shapes = client.get("/openapi.json").get_json()["components"]["schemas"]
    for theirs, ours in {
        "AnalyzeCommentRequest": "AnalyzeBody",
        "AnalyzeCommentResponse": "AnalyzeAnswer",
        "SuggestCommentScoreRequest": "SuggestBody",
        "SuggestCommentScoreResponse": "SuggestAnswer",
        "AttributeParameters": "AttributeParameters",
        "AttributeScores": "AttributeAnswer",
        "SpanScore": "SpanAnswer",
        "Score": "ScoreAnswer",
        "TextEntry": "Comment",
        "Context": "Context",
    }.items():
        assert set(found[theirs]["properties"]) == set(shapes[ours]["properties"]), theirs


@pytest.mark.parametrize(
    ("headers", "root"),
    [
        ({"Host": "saring.kantor.test"}, "http://saring.kantor.test/"),
        (
            {"Host": "saring.kantor.test", "X-Forwarded-Proto": "https"},
            "https://saring.kantor.test/",
        ),
    ],
)
def test_the_discovery_document_leads_back_to_where_it_was_read(
    app: Flask, headers: dict[str, str], root: str
) -> None:
    document = app.test_client().get("/$discovery/rest", headers=headers).get_json()
    assert (document["rootUrl"], document["baseUrl"]) == (root, root)


def test_no_score_of_ours_that_is_about_something_else_is_an_attribute() -> None:
    assert set(SCORE_OF.values()) <= set(SCORES)
    assert not {"misinformation", "spam", "personal_data"} & set(SCORE_OF.values())

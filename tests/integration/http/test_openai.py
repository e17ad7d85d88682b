"""/v1/moderations, as apps that speak to OpenAI call it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import openai
import pytest
from flask import Flask
from flask.testing import FlaskClient

from services.moderation.http.dropin.categories import SCORES_OF
from services.moderation.http.dropin.moderation_shapes import ModerationAnswer, OpenAIErrorAnswer
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import Scope, create_key
from tests.integration.http.conftest import SOURCE, ClientFor, Counts
from tests.integration.http.dropin import ABUSIVE, FRIENDLY, all_places_taken, without_checker
from tests.integration.http.problems import CANARY
from tests.support.serving import served

if TYPE_CHECKING:
    from openai.types import ModerationTextInputParam

MODERATIONS = "/v1/moderations"
NOT_JUDGED = {name for name, made_of in SCORES_OF.items() if not made_of}


@pytest.fixture(scope="module")
def url(app: Flask) -> Iterator[str]:
    with served(app) as found:
        yield f"{found}/v1"


@pytest.fixture(scope="module")
def client_of(moderation: Moderation, url: str) -> Iterator[Callable[..., openai.OpenAI]]:
    """Return a function that gives OpenAI's own client with a key of these scopes."""
    made: list[openai.OpenAI] = []

    def make(*scopes: Scope, key: str | None = None) -> openai.OpenAI:
        token = key or create_key(moderation.database, SOURCE, scopes)
        made.append(openai.OpenAI(base_url=url, api_key=token, max_retries=0))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def theirs(client_of: Callable[..., openai.OpenAI]) -> openai.OpenAI:
    return client_of(Scope.SCREEN)


def test_openais_client_tells_abuse_from_thanks_in_order(theirs: openai.OpenAI) -> None:
    answer = theirs.moderations.create(input=[ABUSIVE, FRIENDLY])
    abusive, friendly = answer.results
    assert (abusive.flagged, friendly.flagged) == (True, False)
    assert abusive.categories.harassment
    assert abusive.category_scores.harassment >= 0.5
    assert abusive.category_applied_input_types.harassment == ["text"]
    assert answer.id.startswith("modr-")


@pytest.mark.parametrize("model", ["omni-moderation-latest", "text-moderation-stable"])
def test_a_single_text_gives_one_result_under_the_model_that_was_named(
    theirs: openai.OpenAI, model: str
) -> None:
    answer = theirs.moderations.create(input=FRIENDLY, model=model)
    assert (answer.model, len(answer.results)) == (model, 1)


def test_parts_are_one_input_and_the_worst_part_counts(theirs: openai.OpenAI) -> None:
    parts: list[ModerationTextInputParam] = [
        {"type": "text", "text": FRIENDLY},
        {"type": "text", "text": ABUSIVE},
    ]
    (result,) = theirs.moderations.create(input=parts).results
    (alone,) = theirs.moderations.create(input=ABUSIVE).results
    assert result.category_scores.harassment == alone.category_scores.harassment


def test_what_is_not_judged_is_false_zero_and_applies_to_nothing(client: FlaskClient) -> None:
    answer = client.post(MODERATIONS, json={"input": ABUSIVE}).get_json()
    ModerationAnswer.model_validate(answer)
    (result,) = answer["results"]
    applied = result["category_applied_input_types"]
    assert {name for name, kinds in applied.items() if not kinds} == NOT_JUDGED
    assert {result["category_scores"][name] for name in NOT_JUDGED} == {0}
    assert not any(result["categories"][name] for name in NOT_JUDGED)
    assert set(result["categories"]) == set(result["category_scores"]) == set(applied)


def test_scores_are_those_of_the_screening(client: FlaskClient) -> None:
    item = {"text": ABUSIVE}
    ours = client.post("/v1/screen", json={"items": [item]}).get_json()["items"][0]["scores"]
    scores = client.post(MODERATIONS, json={"input": ABUSIVE}).get_json()["results"][0]
    found = scores["category_scores"]
    assert found["harassment"] == max(ours["toxicity"], ours["insult"])
    assert found["hate"] == ours["identity_attack"]
    assert found["violence"] == found["harassment/threatening"] == ours["threat"]
    assert found["sexual"] == ours["sexual_explicit"]


def test_a_hundred_texts_are_judged_and_one_more_is_refused(client: FlaskClient) -> None:
    answer = client.post(MODERATIONS, json={"input": [FRIENDLY] * 100})
    assert len(answer.get_json()["results"]) == 100
    assert client.post(MODERATIONS, json={"input": [FRIENDLY] * 101}).status_code == 400


@pytest.mark.parametrize(
    ("body", "param", "message"),
    [
        ({}, "input", "Add this field"),
        ({"input": None}, "input", "Send a string, an array of strings"),
        ({"input": []}, "input", "Send at least 1 item"),
        ({"input": ""}, "input", "Send at least 1 character"),
        ({"input": [FRIENDLY, "\u200b "]}, "input[1]", "at least one visible character"),
        ({"input": "a" * 20_001}, "input", "Send at most 20000 characters"),
        ({"input": [[1, 2]]}, "input[0]", "Send a string"),
        (
            {"input": [{"type": "image_url", "image_url": {"url": CANARY}}]},
            "input[0]",
            "Remove the image; only text is judged",
        ),
        ({"input": [{"type": "text"}]}, "input[0].text", "Add this field"),
        ({"input": FRIENDLY, "bogus": CANARY}, "bogus", "Remove this field"),
    ],
)
def test_a_request_that_cannot_be_accepted_is_told_where_and_how_to_mend_it(
    client: FlaskClient, body: object, param: str, message: str
) -> None:
    answer = client.post(MODERATIONS, json=body)
    assert answer.status_code == 400
    error = OpenAIErrorAnswer.model_validate(answer.get_json()).error
    assert (error.type, error.param) == ("invalid_request_error", param)
    assert message in error.message
    assert CANARY not in answer.text


def test_openais_client_raises_what_it_raises_for_the_original(
    client_of: Callable[..., openai.OpenAI], theirs: openai.OpenAI, client: FlaskClient
) -> None:
    with pytest.raises(openai.AuthenticationError) as no_key:
        client_of(key="srg_x").moderations.create(input=FRIENDLY)
    assert no_key.value.code == "invalid_api_key"
    with pytest.raises(openai.PermissionDeniedError):
        client_of(Scope.READ).moderations.create(input=FRIENDLY)
    with pytest.raises(openai.BadRequestError) as bad:
        theirs.moderations.create(input="")
    assert (bad.value.param, bad.value.code) == ("input", "invalid_fields")
    with all_places_taken(client), pytest.raises(openai.InternalServerError) as busy:
        theirs.moderations.create(input=FRIENDLY)
    assert (busy.value.status_code, busy.value.type) == (503, "server_error")


def test_every_failure_has_openais_shape(
    app: Flask, client_for: ClientFor, client: FlaskClient
) -> None:
    good = {"input": FRIENDLY}
    for answer, status in [
        (app.test_client().post(MODERATIONS, json=good), 401),
        (client_for(scopes=frozenset({Scope.READ})).post(MODERATIONS, json=good), 403),
        (client.get(MODERATIONS), 405),
        (client.post(MODERATIONS, data=b"{", content_type="application/json"), 400),
        (client.post(MODERATIONS, data=b"{}", content_type="text/plain"), 400),
        (client.post(MODERATIONS, json="text"), 400),
        (client.post(MODERATIONS, json={"input": [FRIENDLY * 100] * 200}), 413),
    ]:
        assert answer.status_code == status
        OpenAIErrorAnswer.model_validate(answer.get_json())


def test_a_missing_score_is_an_error_and_never_a_low_score(moderation: Moderation) -> None:
    with without_checker(moderation) as client:
        answer = client.post(MODERATIONS, json={"input": [ABUSIVE]})
    assert answer.status_code == 503
    error = OpenAIErrorAnswer.model_validate(answer.get_json()).error
    assert (error.type, error.code) == ("server_error", "not_scored")


def test_nothing_is_stored(client: FlaskClient, stored: Callable[[], Counts]) -> None:
    before = stored()
    assert client.post(MODERATIONS, json={"input": ABUSIVE}).status_code == 200
    assert stored() == before

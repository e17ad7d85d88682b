"""Endpoint for apps that speak to OpenAI's moderation."""

import uuid
from collections.abc import Sequence

from flask import Response, json, jsonify

from services.moderation.domain.screening import FLAGGED
from services.moderation.http.auth import requires
from services.moderation.http.context import screening_place
from services.moderation.http.document import endpoint_group
from services.moderation.http.dropin.categories import (
    NEEDED,
    SCORES_OF,
    category_scores,
    is_flagged,
)
from services.moderation.http.dropin.documented import responses_of
from services.moderation.http.dropin.moderation_shapes import (
    DEFAULT_MODEL,
    ModerationAnswer,
    ModerationBody,
    ModerationResult,
    OpenAIErrorAnswer,
)
from services.moderation.http.dropin.scoring import scores_of
from services.moderation.http.dropin.wording import message_of, path_of, status_of
from services.moderation.http.limits import charge_texts
from services.moderation.http.problem import Problem
from services.moderation.screening.pipeline import Screener
from services.moderation.workflow.access import Scope

JSON = "application/json"
_CODES = {401: "invalid_api_key", 429: "rate_limit_exceeded"}
_SERVERS_FAULT = 500

moderations = endpoint_group(
    "moderations", "For apps that speak to OpenAI's moderation: its shapes, its errors, our scores."
)


@moderations.post("/v1/moderations", responses=responses_of(ModerationAnswer, OpenAIErrorAnswer))
@requires(Scope.SCREEN, key_parameter="key")
def moderate_texts(body: ModerationBody) -> Response:
    """Judge texts by category; nothing is stored."""
    texts = body.texts()
    with screening_place() as screener:
        charge_texts(sum(map(len, texts)), pointer="/input")
        results = [_result(screener, parts) for parts in texts]
    answer = ModerationAnswer(
        id=f"modr-{uuid.uuid4().hex}", model=body.model or DEFAULT_MODEL, results=results
    )
    return jsonify(answer.model_dump())


def openai_error(problem: Problem, request_id: str | None) -> Response:
    """Return a problem in the shape of OpenAI's API; the request's id is in the header."""
    del request_id
    status = status_of(problem)
    ours = status >= _SERVERS_FAULT
    only = problem.errors[0].pointer if len(problem.errors) == 1 else None
    error = {
        "message": message_of(problem),
        "type": "server_error" if ours else "invalid_request_error",
        "param": path_of(only) if only else None,
        "code": _CODES.get(status, problem.name.replace("-", "_")),
    }
    return Response(json.dumps({"error": error}), status, problem.headers, mimetype=JSON)


def _result(screener: Screener, parts: Sequence[str]) -> ModerationResult:
    scores = category_scores([scores_of(screener.screen(part), NEEDED) for part in parts])
    return ModerationResult(
        flagged=is_flagged(scores),
        categories={name: score >= FLAGGED for name, score in scores.items()},
        category_scores=scores,
        category_applied_input_types={
            name: ["text"] if made_of else [] for name, made_of in SCORES_OF.items()
        },
    )

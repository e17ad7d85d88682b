"""Endpoints for apps that spoke to Perspective: comments:analyze, and what its clients expect."""

from flask import Response, jsonify, request

from services.moderation.domain.errors import NotFoundError
from services.moderation.http.auth import PUBLIC, requires
from services.moderation.http.bodies import JSON, StrictRequest
from services.moderation.http.context import screening_place
from services.moderation.http.document import endpoint_group
from services.moderation.http.dropin.analysis import analyze
from services.moderation.http.dropin.discovery import VERSION, discovery_document
from services.moderation.http.dropin.documented import responses_of
from services.moderation.http.dropin.perspective_answers import (
    AnalyzeAnswer,
    GoogleErrorAnswer,
    SuggestAnswer,
)
from services.moderation.http.dropin.perspective_requests import AnalyzeBody, SuggestBody
from services.moderation.workflow.access import Scope

perspective = endpoint_group(
    "perspective", "For apps that spoke to Perspective: its shapes, its errors, our scores."
)

# Scripts send the body without saying what it is, or a browser says that it is text.
_DECLARED_AS = frozenset({JSON, "text/plain", ""})


@perspective.before_request
def _widen() -> None:
    if isinstance(request, StrictRequest):  # pragma: no branch - ours always is
        request.json_types = _DECLARED_AS


@perspective.post(
    "/v1alpha1/comments:analyze", responses=responses_of(AnalyzeAnswer, GoogleErrorAnswer)
)
@requires(Scope.SCREEN, key_parameter="key")
def analyze_comment(body: AnalyzeBody) -> Response:
    """Judge a comment by the attributes named; nothing is stored, whatever `doNotStore` says."""
    with screening_place() as screener:
        answer = analyze(screener, body)
    return jsonify(answer.model_dump(by_alias=True, exclude_none=True))


@perspective.post(
    "/v1alpha1/comments:suggestscore", responses=responses_of(SuggestAnswer, GoogleErrorAnswer)
)
@requires(Scope.SCREEN, key_parameter="key")
def suggest_comment_score(body: SuggestBody) -> Response:
    """Take a suggested score, for apps that send them unasked; nothing is stored or learned."""
    answer = SuggestAnswer(client_token=body.client_token)
    return jsonify(answer.model_dump(by_alias=True, exclude_none=True))


@perspective.get("/$discovery/rest", doc_ui=False)
@requires(PUBLIC)
def discover() -> Response:
    """Describe the two methods to Google's client libraries."""
    if request.args.get("version", VERSION) != VERSION:
        detail = f"Ask for version={VERSION}."
        raise NotFoundError(detail)
    forwarded = request.headers.get("X-Forwarded-Proto", "").partition(",")[0].strip().lower()
    secure = request.is_secure or forwarded == "https"
    return jsonify(discovery_document(f"{'https' if secure else 'http'}://{request.host}/"))

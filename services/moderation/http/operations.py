"""Endpoints for operators and newcomers: health, readiness, metrics, the OpenAPI document."""

from http import HTTPStatus

from flask import Response, jsonify, redirect
from werkzeug.wrappers import Response as BaseResponse

from services.moderation.http.auth import LOOPBACK, PUBLIC, requires
from services.moderation.http.context import api
from services.moderation.http.document import document, endpoint_group
from services.moderation.http.outgoing import HealthAnswer, ReadinessAnswer
from services.moderation.http.readiness import faults
from shared.exposition import CONTENT_TYPE, exposition

operations = endpoint_group("operations", "Whether the service works.")


@operations.get("/healthz", responses={HTTPStatus.OK: HealthAnswer})
@requires(PUBLIC)
def health() -> Response:
    """Tell that the process lives; nothing else is looked at."""
    return jsonify(status="ok")


@operations.get(
    "/readyz",
    responses={HTTPStatus.OK: ReadinessAnswer, HTTPStatus.SERVICE_UNAVAILABLE: ReadinessAnswer},
)
@requires(PUBLIC)
def readiness() -> tuple[Response, HTTPStatus]:
    """Tell whether database and screener can serve, and if not, what is missing."""
    found = faults(api().moderation)
    if found:
        return jsonify(status="not_ready", faults=found), HTTPStatus.SERVICE_UNAVAILABLE
    return jsonify(status="ready", faults=[]), HTTPStatus.OK


@operations.get("/metrics", doc_ui=False)
@requires(LOOPBACK)
def metrics() -> Response:
    """Give Prometheus what this service has counted, in all its processes."""
    return Response(exposition(), content_type=CONTENT_TYPE)


@operations.get("/openapi.json", doc_ui=False)
@requires(PUBLIC)
def openapi() -> Response:
    """Give the OpenAPI document."""
    return jsonify(document())


@operations.get("/", doc_ui=False)
@requires(PUBLIC)
def home() -> BaseResponse:
    """Lead people to the console."""
    return redirect("/console/")

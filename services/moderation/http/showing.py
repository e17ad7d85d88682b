"""Answers about one submission: its present body, with its version as ETag."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, url_for

from services.moderation.http.addressing import etag
from services.moderation.http.auth import caller
from services.moderation.http.context import api
from services.moderation.store.decisions import DecidedBy
from services.moderation.workflow.view import Shown, show_submission


def show(
    submission_id: str,
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with the submission as it is now."""
    return answer(find(submission_id), status, headers)


def find(submission_id: str) -> Shown:
    """Return a submission of the caller's source. Raises NotFoundError."""
    return show_submission(api().moderation, submission_id, source=caller().source)


def answer(
    shown: Shown, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with a submission that was read."""
    response = jsonify(shown.body)
    response.status_code = status
    response.headers.update(headers or {})
    response.set_etag(etag(shown.version))
    return response


def located(shown: Shown) -> dict[str, str]:
    """Return the header that says where a submission can be read."""
    return {"Location": url_for("submissions.read_submission", submission_id=shown.body["id"])}


def machine_has_decided(body: dict[str, Any]) -> bool:
    """Return whether the present revision needs no person."""
    return bool(body.get("decision", {}).get("by") == DecidedBy.MACHINE)

"""Endpoint: the statement of reasons for a rejection."""

from http import HTTPStatus

from flask import Response, jsonify

from services.moderation.http.addressing import SubmissionPath
from services.moderation.http.auth import caller, requires
from services.moderation.http.context import api
from services.moderation.http.document import endpoint_group
from services.moderation.http.statement_answer import StatementAnswer
from services.moderation.workflow.access import Scope
from services.moderation.workflow.statement import get_statement

statements = endpoint_group(
    "statements", "Why a post was not published.", url_prefix="/v1/submissions"
)


@statements.get("/<uuid:submission_id>/statement", responses={HTTPStatus.OK: StatementAnswer})
@requires(Scope.READ)
def read_statement(path: SubmissionPath) -> Response:
    """Read the statement of reasons: 404 if the post was not rejected.

    It is the newest rejection's; `in_force` is false once that was overturned on appeal, or the
    text was replaced. The fields are those of the EU's DSA Transparency Database where it has them.
    """
    found = get_statement(api().moderation, str(path.submission_id), source=caller().source)
    return jsonify(found)

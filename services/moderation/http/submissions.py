"""Endpoints: submissions — send, read, list, recall."""

from http import HTTPStatus

from flask import Response, jsonify, url_for

from services.moderation.http.auth import caller, requires
from services.moderation.http.context import api
from services.moderation.http.document import endpoint_group, problem_response
from services.moderation.http.incoming import ListQuery, RecallBody, SubmissionPath, SubmitBody
from services.moderation.http.outgoing import ListAnswer, SubmissionAnswer
from services.moderation.http.problem import OTHER_SOURCE, ProblemError
from services.moderation.http.tracing import request_id
from services.moderation.http.waiting import PreferHeader, wait
from services.moderation.store.decisions import DecidedBy
from services.moderation.workflow.access import Scope
from services.moderation.workflow.recall import recall
from services.moderation.workflow.submit import submit
from services.moderation.workflow.view import get_submission, list_submissions

submissions = endpoint_group(
    "submissions", "Citizens' posts on their way to the page.", url_prefix="/v1/submissions"
)


@submissions.post(
    "",
    responses={
        HTTPStatus.OK: SubmissionAnswer,
        HTTPStatus.ACCEPTED: SubmissionAnswer,
        HTTPStatus.CONFLICT: problem_response("The external_id was used for other content."),
    },
)
@requires(Scope.SUBMIT)
def send_submission(header: PreferHeader, body: SubmitBody) -> Response:
    """Send a post: 202 when it is stored, 200 when the machine has decided or it was there.

    After this answer the post is not lost. With an `external_id` the request can be repeated: the
    same content gives the submission that is there, other content 409.
    """
    app, source = api().moderation, caller().source
    if body.source not in {None, source}:
        raise ProblemError(OTHER_SOURCE)
    submitted = submit(app, body.new_submission(source=source, request_id=request_id()))
    applied = wait(submitted.id, header.prefer)
    found = get_submission(app, submitted.id, source=source)
    decided = applied and found.get("decision", {}).get("by") == DecidedBy.MACHINE
    response = jsonify(found)
    response.status_code = (
        HTTPStatus.OK if decided or not submitted.created else HTTPStatus.ACCEPTED
    )
    response.headers["Location"] = url_for(".read_submission", submission_id=submitted.id)
    response.headers.update(applied)
    return response


@submissions.get("/<uuid:submission_id>", responses={HTTPStatus.OK: SubmissionAnswer})
@requires(Scope.READ)
def read_submission(path: SubmissionPath) -> Response:
    """Read one submission of the key's source."""
    found = get_submission(api().moderation, str(path.submission_id), source=caller().source)
    return jsonify(found)


@submissions.get("", responses={HTTPStatus.OK: ListAnswer})
@requires(Scope.READ)
def read_submissions(query: ListQuery) -> Response:
    """List the submissions of the key's source, newest first."""
    page = list_submissions(
        api().moderation,
        source=caller().source,
        state=query.state,
        limit=query.limit,
        cursor=query.cursor,
    )
    return jsonify(page)


@submissions.post(
    "/<uuid:submission_id>/recall",
    responses={
        HTTPStatus.ACCEPTED: SubmissionAnswer,
        HTTPStatus.CONFLICT: problem_response("The submission is not approved."),
    },
)
@requires(Scope.RECALL)
def recall_submission(path: SubmissionPath, body: RecallBody) -> tuple[Response, HTTPStatus]:
    """Take a post off every channel: 202 when that is on its way. Repeating it is harmless."""
    app, who, submission_id = api().moderation, caller(), str(path.submission_id)
    recall(app, submission_id, actor=f"key:{who.key_id}", reason=body.reason, source=who.source)
    return jsonify(get_submission(app, submission_id, source=who.source)), HTTPStatus.ACCEPTED

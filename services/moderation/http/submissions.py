"""Endpoints: submissions — send, read, list."""

from http import HTTPStatus

from flask import Response, jsonify

from services.moderation.http.addressing import (
    ListQuery,
    ReadHeader,
    SubmissionPath,
    etag,
    is_at_hand,
)
from services.moderation.http.auth import caller, requires
from services.moderation.http.context import api
from services.moderation.http.document import endpoint_group, problem_response
from services.moderation.http.incoming import SubmitBody
from services.moderation.http.outgoing import ListAnswer, SubmissionAnswer
from services.moderation.http.problem import OTHER_SOURCE, ProblemError
from services.moderation.http.repeating import REPLAYED, KeyHeader, request_key
from services.moderation.http.showing import answer, find, located, machine_has_decided
from services.moderation.http.tracing import request_id
from services.moderation.http.waiting import PreferHeader, wait, waiting_place
from services.moderation.workflow.access import Scope
from services.moderation.workflow.idempotency import RequestKey, answered
from services.moderation.workflow.posted import NewSubmission
from services.moderation.workflow.submit import Submitted, submit
from services.moderation.workflow.view import list_submissions, show_new

submissions = endpoint_group(
    "submissions", "Citizens' posts on their way to the page.", url_prefix="/v1/submissions"
)


class SubmitHeader(PreferHeader, KeyHeader):
    """The headers that a post may be sent with."""


@submissions.post(
    "",
    responses={
        HTTPStatus.OK: SubmissionAnswer,
        HTTPStatus.ACCEPTED: SubmissionAnswer,
        HTTPStatus.CONFLICT: problem_response(
            "The external_id was used for other content, or the first request under this"
            " Idempotency-Key is still being answered."
        ),
    },
)
@requires(Scope.SUBMIT)
def send_submission(header: SubmitHeader, body: SubmitBody) -> Response:
    """Send a post: 202 when it is stored, 200 when the machine has decided or it was there.

    After this answer the post is not lost. With an `Idempotency-Key` or an `external_id` the
    request can be repeated: the same content gives the submission that is there, other content
    422 under the same key and 409 under the same external_id.
    """
    if body.source not in {None, caller().source}:
        raise ProblemError(OTHER_SOURCE)
    new = body.new_submission(source=caller().source, request_id=request_id())
    with waiting_place(header.prefer) as seconds:
        key = request_key(header.idempotency_key, waits=seconds)
        submitted, applied = _submit(new, key, seconds)
    shown = (
        show_new(api().moderation, submitted.new)
        if submitted.new and not applied
        else find(submitted.id)
    )
    decided = applied and machine_has_decided(shown.body)
    replayed = REPLAYED if submitted.replayed else {}
    return answer(
        shown,
        HTTPStatus.OK if decided or not submitted.created else HTTPStatus.ACCEPTED,
        located(shown) | applied | replayed,
    )


def _submit(
    new: NewSubmission, key: RequestKey | None, seconds: int | None
) -> tuple[Submitted, dict[str, str]]:
    """Submit and wait; a repetition under the same key is refused for as long as this waits."""
    app = api().moderation
    submitted = submit(app, new, key=key)
    try:
        return submitted, wait(submitted.id, seconds)
    finally:
        if key is not None and key.waits is not None and not submitted.replayed:
            answered(app, key)


@submissions.get(
    "/<uuid:submission_id>",
    responses={
        HTTPStatus.OK: SubmissionAnswer,
        HTTPStatus.NOT_MODIFIED: {"description": "It is as the client holds it."},
    },
)
@requires(Scope.READ)
def read_submission(path: SubmissionPath, header: ReadHeader) -> Response:
    """Read one submission of the key's source."""
    shown = find(str(path.submission_id))
    if is_at_hand(header.if_none_match, shown.version):
        response = Response(status=HTTPStatus.NOT_MODIFIED)
        response.set_etag(etag(shown.version))
        return response
    return answer(shown)


@submissions.get("", responses={HTTPStatus.OK: ListAnswer})
@requires(Scope.READ)
def read_submissions(query: ListQuery) -> Response:
    """List the submissions of the key's source, newest first."""
    page = list_submissions(
        api().moderation,
        query.chosen(source=caller().source),
        limit=query.limit,
        cursor=query.cursor,
    )
    return jsonify(page)

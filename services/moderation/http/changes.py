"""Endpoints: change a submission — edit, recall."""

from http import HTTPStatus

from flask import Response
from pydantic import Field

from services.moderation.http.addressing import SubmissionPath, meant_for
from services.moderation.http.auth import caller, requires
from services.moderation.http.context import api
from services.moderation.http.document import endpoint_group, problem_response
from services.moderation.http.incoming import EditBody, RecallBody
from services.moderation.http.outgoing import SubmissionAnswer
from services.moderation.http.problem import OTHER_SOURCE, ProblemError
from services.moderation.http.showing import answer, find, machine_has_decided, show
from services.moderation.http.tracing import request_id
from services.moderation.http.waiting import PreferHeader, wait, waiting_place
from services.moderation.workflow.access import Scope
from services.moderation.workflow.edit import edit
from services.moderation.workflow.recall import recall

changes = endpoint_group(
    "changes", "What an app may still change about its posts.", url_prefix="/v1/submissions"
)


class EditHeader(PreferHeader):
    """The headers that an edit may be sent with."""

    if_match: str | None = Field(
        default=None,
        alias="If-Match",
        description="ETag of the answer that the edit is based on: 412 if it has changed since.",
    )


@changes.put(
    "/<uuid:submission_id>",
    responses={
        HTTPStatus.OK: SubmissionAnswer,
        HTTPStatus.ACCEPTED: SubmissionAnswer,
        HTTPStatus.CONFLICT: problem_response(
            "The submission is appealed, withdrawn or erased; or other channels were named after"
            " it was sent to one."
        ),
        HTTPStatus.PRECONDITION_FAILED: problem_response("It has changed since it was read."),
    },
)
@requires(Scope.SUBMIT)
def edit_submission(path: SubmissionPath, header: EditHeader, body: EditBody) -> Response:
    """Replace a post: 202 when its new revision is stored, 200 when decided or nothing is new.

    The new revision is screened like a new post. What was not published yet will not be; what was
    stays as it is until the new revision is decided: an approved one takes its place, a rejected
    one takes it off.
    """
    who, submission_id = caller(), str(path.submission_id)
    if body.source not in {None, who.source}:
        raise ProblemError(OTHER_SOURCE)
    new = body.new_submission(source=who.source, request_id=request_id())
    with waiting_place(header.prefer) as seconds:
        edited = edit(
            api().moderation,
            submission_id,
            new,
            actor=f"key:{who.key_id}",
            meant_for=meant_for(header.if_match),
        )
        applied = wait(submission_id, seconds)
    shown = find(submission_id)
    decided = applied and machine_has_decided(shown.body)
    status = HTTPStatus.OK if decided or not edited.changed else HTTPStatus.ACCEPTED
    return answer(shown, status, applied)


@changes.post(
    "/<uuid:submission_id>/recall",
    responses={
        HTTPStatus.ACCEPTED: SubmissionAnswer,
        HTTPStatus.CONFLICT: problem_response(
            "The submission is not approved, and nothing of it stands on a channel."
        ),
    },
)
@requires(Scope.RECALL)
def recall_submission(path: SubmissionPath, body: RecallBody) -> Response:
    """Take a post off every channel: 202 when that is on its way. Repeating it is harmless."""
    who, submission_id = caller(), str(path.submission_id)
    recall(
        api().moderation,
        submission_id,
        actor=f"key:{who.key_id}",
        reason=body.reason,
        source=who.source,
    )
    return show(submission_id, HTTPStatus.ACCEPTED)

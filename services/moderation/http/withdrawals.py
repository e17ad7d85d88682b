"""Endpoint: take a post back for its author."""

from http import HTTPStatus

from flask import Response, request

from services.moderation.http.addressing import SubmissionPath
from services.moderation.http.auth import caller, requires
from services.moderation.http.bodies import StrictRequest
from services.moderation.http.context import api
from services.moderation.http.document import endpoint_group, problem_response
from services.moderation.http.incoming import WithdrawBody
from services.moderation.http.outgoing import SubmissionAnswer
from services.moderation.http.showing import show
from services.moderation.workflow.access import Scope
from services.moderation.workflow.withdraw import withdraw

withdrawals = endpoint_group(
    "withdrawals", "Posts that their authors take back.", url_prefix="/v1/submissions"
)


@withdrawals.before_request
def _need_no_body() -> None:
    if isinstance(request, StrictRequest):  # pragma: no branch - ours always is
        request.body_is_optional = True


@withdrawals.post(
    "/<uuid:submission_id>/withdraw",
    responses={
        HTTPStatus.OK: SubmissionAnswer,
        HTTPStatus.ACCEPTED: SubmissionAnswer,
        HTTPStatus.CONFLICT: problem_response("The submission was erased."),
    },
)
@requires(Scope.SUBMIT)
def withdraw_submission(path: SubmissionPath, body: WithdrawBody) -> Response:
    """Take a post back for good: 200, or 202 while a recall from the channels is on its way.

    In any state but erased; what waits is cancelled. Repeating it is harmless.
    """
    del body
    who, submission_id = caller(), str(path.submission_id)
    leaving = withdraw(
        api().moderation, submission_id, actor=f"key:{who.key_id}", source=who.source
    )
    return show(submission_id, HTTPStatus.ACCEPTED if leaving else HTTPStatus.OK)

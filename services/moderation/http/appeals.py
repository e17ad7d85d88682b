"""Endpoint: a citizen's appeal against a rejection."""

from http import HTTPStatus

from flask import Response
from pydantic import ConfigDict, Field

from services.moderation.http.addressing import SubmissionPath
from services.moderation.http.auth import caller, requires
from services.moderation.http.context import api
from services.moderation.http.document import endpoint_group, problem_response
from services.moderation.http.fields import Name, Reason
from services.moderation.http.incoming import Body
from services.moderation.http.outgoing import SubmissionAnswer
from services.moderation.http.showing import show
from services.moderation.workflow.access import Scope
from services.moderation.workflow.appeal import appeal

appeals = endpoint_group(
    "appeals", "Citizens' appeals against rejections.", url_prefix="/v1/submissions"
)


class AppealBody(Body):
    """Why the rejection is wrong, in the citizen's own words; read by moderators alone."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "statement": "Kata itu nama dusun kami, bukan makian.",
                "contact_ref": "warga-77",
            },
        },
    )

    statement: Reason
    contact_ref: Name | None = Field(
        default=None, description="Whom to answer, as the app knows them; never published."
    )


@appeals.post(
    "/<uuid:submission_id>/appeal",
    responses={
        HTTPStatus.OK: SubmissionAnswer,
        HTTPStatus.ACCEPTED: SubmissionAnswer,
        HTTPStatus.CONFLICT: problem_response(
            "The submission is not rejected, the time to appeal is over, the answer to an appeal"
            " is final, or another statement was made already."
        ),
    },
)
@requires(Scope.APPEAL)
def appeal_rejection(path: SubmissionPath, body: AppealBody) -> Response:
    """Appeal against a rejection: 202, and a person looks at it anew.

    Once, until `decision.appeal_until`; the state is `appealed` until it is answered. Somebody else
    than who rejected it decides. The same appeal again is harmless (200).
    """
    who, submission_id = caller(), str(path.submission_id)
    taken_in = appeal(
        api().moderation,
        submission_id,
        statement=body.statement,
        contact_ref=body.contact_ref,
        actor=f"key:{who.key_id}",
        source=who.source,
    )
    return show(submission_id, HTTPStatus.ACCEPTED if taken_in else HTTPStatus.OK)

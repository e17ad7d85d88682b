"""Endpoint: send many posts at once; each is stored or refused on its own."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, request
from pydantic import ValidationError

from services.moderation.domain.errors import WorkflowError
from services.moderation.http.auth import caller, requires
from services.moderation.http.bodies import StrictRequest, unusable_strings
from services.moderation.http.context import api
from services.moderation.http.document import endpoint_group
from services.moderation.http.errors import problem_of
from services.moderation.http.incoming import BatchBody, SubmitBody
from services.moderation.http.invalid import body_errors
from services.moderation.http.limits import charge_texts
from services.moderation.http.outgoing import BatchAnswer
from services.moderation.http.problem import OTHER_SOURCE, Problem, invalid_fields
from services.moderation.http.repeating import KeyHeader, request_key
from services.moderation.http.tracing import request_id
from services.moderation.workflow.access import Scope
from services.moderation.workflow.posted import NewSubmission
from services.moderation.workflow.submit import Request, Submitted, submit_all
from services.moderation.workflow.view import show_each

batches = endpoint_group("batches", "Many posts at once.", url_prefix="/v1/submissions")


@batches.before_request
def _judge_items_apart() -> None:
    if isinstance(request, StrictRequest):  # pragma: no branch - ours always is
        request.strings_are_checked = False


@batches.post("/batch", responses={HTTPStatus.OK: BatchAnswer})
@requires(Scope.SUBMIT)
def send_batch(header: KeyHeader, body: BatchBody) -> Response:
    """Send up to 100 posts; the answer says in their order what became of each.

    One that is refused does not stop the others; the pointers of its problem begin at the item.
    Repeated under the same `Idempotency-Key`, each item gives the submission that it led to.
    """
    charge_texts(len(body.items), pointer="/items")
    key = request_key(header.idempotency_key)
    read = [_read(item) for item in body.items]
    requests = [
        Request(one, key and replace(key, item=index))
        for index, one in enumerate(read)
        if not isinstance(one, Problem)
    ]
    results = iter(submit_all(api().moderation, requests))
    outcomes = [one if isinstance(one, Problem) else next(results) for one in read]
    return jsonify(items=_answers(outcomes))


def _read(item: Any) -> NewSubmission | Problem:  # noqa: ANN401 - any JSON value
    """Return the post that an item holds, or what is wrong with it."""
    problem = invalid_fields(unusable_strings(item))
    if problem.errors:
        return problem
    try:
        post = SubmitBody.model_validate(item)
    except ValidationError as error:
        return invalid_fields(body_errors(error))
    if post.source not in {None, caller().source}:
        return OTHER_SOURCE
    return post.new_submission(source=caller().source, request_id=request_id())


def _answers(outcomes: Sequence[Submitted | WorkflowError | Problem]) -> list[dict[str, Any]]:
    ids = [one.id for one in outcomes if isinstance(one, Submitted)]
    shown = show_each(api().moderation, ids)
    return [
        {
            "status": HTTPStatus.ACCEPTED if one.created else HTTPStatus.OK,
            "submission": shown[one.id],
        }
        if isinstance(one, Submitted)
        else _refusal(one if isinstance(one, Problem) else problem_of(one))
        for one in outcomes
    ]


def _refusal(problem: Problem) -> dict[str, Any]:
    return {"status": problem.status, "problem": problem.as_json(request_id())}

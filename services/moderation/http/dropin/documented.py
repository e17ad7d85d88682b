"""How an endpoint with errors of its own shape may end, for the OpenAPI document."""

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

_DESCRIPTIONS = {
    HTTPStatus.UNAUTHORIZED: "There is no valid API key.",
    HTTPStatus.FORBIDDEN: "The key may not do this.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is over 1 MiB.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests. Try again after Retry-After seconds.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "The service failed.",
    HTTPStatus.SERVICE_UNAVAILABLE: "No score can be given now: no place, or a checker failed.",
}


def responses_of(answer: type[BaseModel], error: type[BaseModel]) -> dict[Any, Any]:
    """Return every status of an endpoint with the shape of its body."""
    schema = {"$ref": f"#/components/schemas/{error.__name__}"}
    # The library takes a shape into the document from a class alone, so one status names it so.
    return {HTTPStatus.OK: answer, HTTPStatus.BAD_REQUEST: error} | {
        status: {"description": text, "content": {"application/json": {"schema": schema}}}
        for status, text in _DESCRIPTIONS.items()
    }

"""The OpenAPI document: what the library derives from the views, with scopes and problems added."""

import inspect
from collections.abc import Callable
from typing import Any, cast

from flask import current_app
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.info import Info
from flask_openapi3.models.security_scheme import SecurityScheme
from flask_openapi3.models.tag import Tag
from flask_openapi3.openapi import OpenAPI

from services.moderation.http.auth import MARK
from services.moderation.http.outgoing import ProblemAnswer
from services.moderation.http.problem import MEDIA_TYPE
from services.moderation.workflow.access import Scope

_KEY = "apiKey"
_SCHEME = SecurityScheme(
    type="http",
    scheme="bearer",
    description="An API key (`srg_…`), bound to one source; the scope is named per operation.",
)
_INFO = Info(
    title="Saring",
    version="1.0.0",
    description="Screens citizens' posts before a government office republishes them.",
)

_ANY_FAILURE = {"500": "The service failed.", "503": "Try again after Retry-After seconds."}
_WITH_KEY = {"401": "No valid API key.", "403": "The key may not do this."}
_WITH_BODY = {
    "400": "The body is not acceptable JSON.",
    "413": "The body is over 1 MiB.",
    "415": "The body is not declared as JSON.",
}
_WITH_INPUT = {"422": "The request has fields that cannot be accepted."}
_WITH_PATH = {"404": "There is no such thing, or it is another source's."}


class DocumentedApp(OpenAPI):
    """A Flask application that describes itself as OpenAPI 3.1."""

    def __init__(self, import_name: str) -> None:
        super().__init__(
            import_name,
            info=_INFO,
            security_schemes={_KEY: _SCHEME},
            validation_error_model=ProblemAnswer,
            validation_error_callback=_raise,
            doc_ui=False,  # Its pages load scripts from elsewhere.
            static_folder=None,
        )

    def generate_spec_json(self) -> None:
        """Derive the document, then say per operation what it requires and how it fails."""
        super().generate_spec_json()  # type: ignore[no-untyped-call] # the library lacks it
        views = {view.__name__: view for view in self.view_functions.values()}
        for path in self.spec_json["paths"].values():
            for operation in path.values():
                _complete(operation, views[operation["operationId"]])


def endpoint_group(name: str, description: str, *, url_prefix: str | None = None) -> APIBlueprint:
    """Return a blueprint whose operations are documented under one tag, by their function's name.

    The names of the functions must be unique over all groups.
    """
    return APIBlueprint(
        name,
        __name__,
        url_prefix=url_prefix,
        abp_tags=[Tag(name=name, description=description)],
        operation_id_callback=_function_name,
    )


def document() -> dict[str, Any]:
    """Return the document of the current application."""
    return cast("DocumentedApp", current_app).api_doc


def _function_name(*, name: str, path: str, method: str) -> str:
    del path, method
    return name


def _raise(error: Exception) -> None:
    """Leave the answer to the one table from exceptions to HTTP."""
    raise error


def _complete(operation: dict[str, Any], view: Callable[..., Any]) -> None:
    summary, _, description = (inspect.getdoc(view) or "").partition("\n\n")
    operation["summary"] = summary
    if description:
        operation["description"] = description.replace("\n", " ")
    needed = getattr(view, MARK)
    keyed = needed in set(Scope)
    operation["security"] = [{_KEY: [needed]}] if keyed else []
    places = {parameter["in"] for parameter in operation.get("parameters", ())}
    has_body = "requestBody" in operation
    failures = (
        _ANY_FAILURE
        | (_WITH_KEY if keyed else {})
        | (_WITH_BODY if has_body else {})
        | (_WITH_INPUT if has_body or "query" in places else {})
        | (_WITH_PATH if "path" in places else {})
    )
    responses = operation["responses"]
    responses.pop("422", None)  # The library's own, in another shape and for every operation.
    for status, description in failures.items():
        responses.setdefault(status, problem_response(description))


def problem_response(description: str) -> dict[str, Any]:
    """Return the documentation of an answer that is a problem."""
    schema = {"$ref": f"#/components/schemas/{ProblemAnswer.__name__}"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}

"""The OpenAPI document: what the library derives from the views, completed per operation."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, cast

from flask import current_app
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.info import Info
from flask_openapi3.models.license import License
from flask_openapi3.models.security_scheme import SecurityScheme
from flask_openapi3.models.security_scheme_in_type import SecuritySchemeInType
from flask_openapi3.models.server import Server
from flask_openapi3.models.tag import Tag
from flask_openapi3.openapi import OpenAPI

from services.moderation.http.auth import KEY_PARAMETER, MARK
from services.moderation.http.document_examples import add_examples
from services.moderation.http.document_failures import add_failures, problem_response
from services.moderation.http.document_headers import add_headers, used_headers
from services.moderation.http.document_links import add_links
from services.moderation.http.document_webhooks import TAG, schemas, webhooks
from services.moderation.http.errors import DIALECTS, Dialect
from services.moderation.http.outgoing import ProblemAnswer
from services.moderation.workflow.access import Scope

__all__ = ["DocumentedApp", "document", "endpoint_group", "problem_response"]

METHODS = ("get", "put", "post", "delete", "patch")
_KEY = "apiKey"
_QUERY_KEY = "apiKeyInQuery"
_SCHEME = SecurityScheme(
    type="http",
    scheme="bearer",
    description="An API key (`srg_…`), bound to one source; the scope is named per operation.",
)
_QUERY_SCHEME = SecurityScheme(
    type="apiKey",
    name="key",
    security_scheme_in=SecuritySchemeInType.QUERY,
    description=(
        "The same key in the address, for clients that know no other way;"
        " only for Perspective's and OpenAI's endpoints."
    ),
)
_INFO = Info(
    title="Saring",
    version="1.0.0",
    summary="Screens citizens' posts before a government office republishes them.",
    description=(
        "Errors are problem details (RFC 9457) that say in English (`detail`) and Indonesian"
        " (`detail_id`) how to mend the request. Unknown fields are refused; answers may gain"
        " fields within v1. Instants are RFC 3339 with offset. Every answer has an `X-Request-Id`."
    ),
    license=License(name="Apache License 2.0", identifier="Apache-2.0"),
)


class DocumentedApp(OpenAPI):
    """A Flask application that describes itself as OpenAPI 3.1."""

    def __init__(self, import_name: str) -> None:
        super().__init__(
            import_name,
            info=_INFO,
            # Relative: whoever reads the document has reached the right host already.
            servers=[Server(url="/", description="This installation")],
            # The page of the API puts the focus in the last, which every operation takes.
            security_schemes={_QUERY_KEY: _QUERY_SCHEME, _KEY: _SCHEME},
            validation_error_model=ProblemAnswer,
            validation_error_callback=_raise,
            doc_ui=False,  # Its pages load scripts from elsewhere.
            static_folder=None,
        )

    def register_api(self, api: APIBlueprint, **options: Any) -> None:  # noqa: ANN401 - the library's own signature
        """Register a group; a path that two groups serve is documented with the methods of both."""
        before = dict(self.paths)
        super().register_api(api, **options)
        for path in before.keys() & api.paths.keys():
            for method in METHODS:
                if (operation := getattr(before[path], method)) is not None:
                    setattr(self.paths[path], method, operation)

    def generate_spec_json(self) -> None:
        """Derive the document, then say per operation what it requires and how it may end."""
        dialects: Mapping[str, Dialect] = self.extensions.get(DIALECTS, {})

        def dialect_of(path: str) -> Dialect | None:
            return next((dialects[start] for start in dialects if path.startswith(start)), None)

        super().generate_spec_json()  # type: ignore[no-untyped-call] # the library lacks it
        components = self.spec_json["components"]
        components["schemas"] |= schemas()
        views = {view.__name__: view for view in self.view_functions.values()}
        for path, methods in self.spec_json["paths"].items():
            for operation in methods.values():
                _complete(operation, views[operation["operationId"]])
                add_failures(operation, write=dialect_of(path))
                add_headers(operation)
                add_examples(operation, components["schemas"])
                add_links(operation)
        self.spec_json["webhooks"] = webhooks()
        self.spec_json["tags"].append(dict(TAG))
        components["headers"] = used_headers(self.spec_json["paths"])


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
    needed = getattr(view, MARK)
    scope = Scope(needed) if needed in set(Scope) else None
    summary, _, description = (inspect.getdoc(view) or "").partition("\n\n")
    operation["summary"] = summary
    needs = f"Needs the scope `{scope}`." if scope else "Open to anybody."
    operation["description"] = f"{description} {needs}".replace("\n", " ").strip()
    keys = (_KEY, _QUERY_KEY) if getattr(view, KEY_PARAMETER, None) else (_KEY,)
    operation["security"] = [{key: [scope.value]} for key in keys] if scope else []
    for parameter in operation.get("parameters", ()):
        _without_null(parameter)


def _without_null(parameter: dict[str, Any]) -> None:
    """Say of a parameter that may be left out only that: in an address there is no null."""
    schema = parameter["schema"]
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        kept = {key: value for key, value in schema.items() if key not in {"anyOf", "default"}}
        parameter["schema"] = kept | kinds[0]

"""Answers compared with what the OpenAPI document says of them."""

from typing import Any

from flask.testing import FlaskClient
from openapi_schema_validator import OAS31Validator
from werkzeug.routing import MapAdapter
from werkzeug.test import TestResponse

OF_EVERY_SERVER = {
    "Allow",
    "Cache-Control",
    "Content-Length",
    "Content-Security-Policy",
    "Content-Type",
    "Referrer-Policy",
    "X-Content-Type-Options",
}
"""Headers whose meaning is HTTP's own, which the document leaves to it."""


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return every operation by its id."""
    found = (operation for path in document["paths"].values() for operation in path.values())
    return {operation["operationId"]: operation for operation in found}


class Comparison:
    """What real answers have that the document does not say, collected answer by answer."""

    def __init__(self, document: dict[str, Any], routes: MapAdapter) -> None:
        self.document, self.routes = document, routes
        self.seen: set[tuple[str, str]] = set()
        self.differences: list[str] = []

    def compare(self, method: str, answer: TestResponse) -> None:
        """Compare an answer of a documented operation, and note that it was seen."""
        view, _ = self.routes.match(answer.request.path, method)
        name, status = view.rpartition(".")[2], str(answer.status_code)
        said = operations(self.document)[name]["responses"].get(status)
        self.seen.add((name, status))
        if said is None:
            self.differences.append(f"{name}: {status} is not documented")
            return
        named = set(answer.headers.keys()) - OF_EVERY_SERVER
        for header in sorted(named - set(said["headers"])):
            self.differences.append(f"{name} {status}: {header} is not documented")
        self._compare_body(f"{name} {status}", said.get("content", {}), answer)

    def _compare_body(self, what: str, content: dict[str, Any], answer: TestResponse) -> None:
        if not content and not answer.data:
            return
        media = content.get(str(answer.mimetype))
        if media is None:
            self.differences.append(f"{what}: {answer.mimetype} is not documented")
            return
        errors = self.faults(media["schema"], answer.get_json())
        self.differences += [f"{what}: {error}" for error in errors]

    def faults(self, schema: dict[str, Any], value: object) -> list[str]:
        """Return what is wrong with a value by a schema of the document, each field named there.

        The document leaves answers open to fields that later versions add; none is there yet.
        """
        schemas = self.document["components"]["schemas"]
        whole = schema | {"components": {"schemas": {k: _closed(v) for k, v in schemas.items()}}}
        return [error.message for error in OAS31Validator(whole).iter_errors(value)]


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    return {"additionalProperties": False} | schema if "properties" in schema else schema


class ComparedClient:
    """A client each of whose answers is compared."""

    def __init__(self, client: FlaskClient, comparison: Comparison) -> None:
        self.client, self.comparison = client, comparison

    def __call__(self, method: str, path: str, **request: Any) -> TestResponse:  # noqa: ANN401 - passed on to the client
        answer = self.client.open(path, method=method, **request)
        self.comparison.compare(method, answer)
        return answer

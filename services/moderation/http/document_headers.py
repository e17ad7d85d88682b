"""Headers of answers, as the OpenAPI document names them per operation and status."""

from typing import Any

REQUEST_ID = "X-Request-Id"


def _header(description: str, **schema: object) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"} | schema}


HEADERS = {
    REQUEST_ID: _header("Id of this request, in the log too; a well-formed one sent is kept."),
    "WWW-Authenticate": _header("How to authenticate: `Bearer`."),
    "Retry-After": _header("Seconds to wait before trying again.", type="integer", minimum=0),
    "RateLimit-Policy": _header(
        "How much the key may send, by draft-ietf-httpapi-ratelimit-headers-10: `q` in `w` seconds."
    ),
    "RateLimit": _header("What the key has left: `r`, for the next `t` seconds."),
    "Location": _header("Address of the submission.", format="uri-reference"),
    "ETag": _header("Version of the submission as answered; send it back in `If-Match`."),
    "Preference-Applied": _header("The preference that was followed, such as `wait=10`."),
    "Idempotency-Replayed": _header(
        "The key was used before: this is the submission of that time, as it is now.",
        enum=["true"],
    ),
}
"""Name → header object (OpenAPI 3.1), kept under `components`."""

_BY_STATUS = {
    "304": ("ETag",),
    "401": ("WWW-Authenticate",),
    "429": ("Retry-After",),
    "503": ("Retry-After",),
}
"""A 409 has it only while an earlier request of the same key is being answered."""

_SENDS_ONE = "send_submission"
"""Of a batch, each item says for itself what it led to."""


def add_headers(operation: dict[str, Any]) -> None:
    """Name the headers of every answer of an operation."""
    sent = {item["name"] for item in operation.get("parameters", ()) if item["in"] == "header"}
    for status, response in operation["responses"].items():
        names = {REQUEST_ID, *_BY_STATUS.get(status, ())}
        if operation["security"] and status != "401":
            names |= {"RateLimit-Policy", "RateLimit"}
        if status == "409" and "Idempotency-Key" in sent:
            names.add("Retry-After")
        if status.startswith("2"):
            names |= _of_success(operation, response, sent)
        headers = response.setdefault("headers", {})
        for name in HEADERS:
            if name in names:
                headers.setdefault(name, {"$ref": f"#/components/headers/{name}"})


def used_headers(paths: dict[str, Any]) -> dict[str, Any]:
    """Return the components that the operations of `paths` refer to."""
    used = {
        name
        for path in paths.values()
        for operation in path.values()
        for response in operation["responses"].values()
        for name in response["headers"]
    }
    return {name: header for name, header in HEADERS.items() if name in used}


def _of_success(operation: dict[str, Any], response: dict[str, Any], sent: set[str]) -> set[str]:
    names = set()
    if operation["operationId"] == _SENDS_ONE:
        names |= {"Location", "Idempotency-Replayed"}
    if "Prefer" in sent:
        names.add("Preference-Applied")
    if _is_submission(response):
        names.add("ETag")
    return names


def _is_submission(response: dict[str, Any]) -> bool:
    media = response.get("content", {}).get("application/json", {})
    return str(media.get("schema", {}).get("$ref", "")).endswith("/SubmissionAnswer")

"""Examples of requests and answers in the OpenAPI document; the linter checks them all."""

import json
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("document_examples.json")

ANSWERS: dict[str, dict[str, dict[str, Any]]] = json.loads(_FILE.read_text(encoding="utf-8"))
"""Operation → status → what it shows → the body. They were answers once, word for word."""

_REQUESTS: dict[str, Any] = {
    "send_batch": {
        "items": [
            {
                "external_id": "laporan-1042",
                "text": "Terima kasih, jalan di depan pasar sekarang sudah mulus.",
                "channels": ["site"],
            },
            {
                "external_id": "laporan-1043",
                "text": "Lampu jalan di simpang empat mati.",
                "channels": ["site"],
            },
        ],
    },
    "withdraw_submission": {},
}
"""Operation → the request's body, where its shape has no example of its own."""


def add_examples(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Give an operation's body and answers their examples.

    A request's stands beside its shape, in the schema, where the one who changes it sees it.
    """
    name = operation["operationId"]
    for media in operation.get("requestBody", {}).get("content", {}).values():
        shape = media["schema"].get("$ref", "").rpartition("/")[2]
        example = _REQUESTS.get(name, schemas.get(shape, {}).get("example"))
        if example is not None:
            media["examples"] = {"request": {"value": example}}
    for status, examples in ANSWERS.get(name, {}).items():
        for media in operation["responses"][status]["content"].values():
            media["examples"] = {
                _key(title): {"summary": title, "value": value} for title, value in examples.items()
            }


def _key(title: str) -> str:
    return "".join(letter for letter in title.lower().replace(" ", "-") if letter != ",")

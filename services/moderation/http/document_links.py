"""Links: what can be done next with a submission that was sent, as the OpenAPI document says it."""

from typing import Any

_FROM = "send_submission"
_NEXT = {
    "read_submission": "See what became of it.",
    "edit_submission": "Replace its text.",
    "withdraw_submission": "Take it back for its author.",
    "recall_submission": "Take it off the channels.",
    "read_statement": "See why it was rejected.",
    "appeal_rejection": "Appeal against its rejection.",
}


def add_links(operation: dict[str, Any]) -> None:
    """Say of the answers to a post which operations take its id."""
    if operation["operationId"] != _FROM:
        return
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            response["links"] = {
                name: {
                    "operationId": name,
                    "parameters": {"submission_id": "$response.body#/id"},
                    "description": what,
                }
                for name, what in _NEXT.items()
            }

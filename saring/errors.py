"""What goes wrong between an app and Saring."""

from collections.abc import Mapping
from typing import Any


class SaringError(Exception):
    """Base of all errors of this client."""


class UnreachableError(SaringError):
    """There was no answer, however often the client asked. The request may have taken effect."""


class RefusedError(SaringError):
    """Saring answered with a problem (RFC 9457), which `detail` says how to mend.

    `name` is for programs and stable, such as `invalid-fields`; `detail_id` is for people who read
    Indonesian; `pointer` says which field of the body is meant, `errors` names all of them.
    """

    def __init__(self, status: int, problem: Mapping[str, Any], retry_after: int | None) -> None:
        self.status = status
        self.name = str(problem.get("type", "")).rpartition(":")[2]
        self.detail = str(problem.get("detail", ""))
        self.detail_id = str(problem.get("detail_id") or self.detail)
        self.pointer: str | None = problem.get("pointer")
        self.errors: list[dict[str, str]] = problem.get("errors", [])
        self.request_id: str | None = problem.get("request_id")
        self.retry_after = retry_after
        super().__init__(f"{status} {self.name}: {self.detail} (request {self.request_id})")

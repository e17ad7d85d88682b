"""What a workflow may refuse, each with a sentence that says how to mend it."""


class WorkflowError(Exception):
    """Base: `code` is stable for programs, `detail` is English for people."""

    code = "refused"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class NotFoundError(WorkflowError):
    """There is no such thing, or it belongs to another source."""

    code = "not_found"


class ConflictError(WorkflowError):
    """The request does not fit the state that the thing is in."""

    code = "conflict"


class StaleError(ConflictError):
    """Somebody else changed the item since this page was read."""

    code = "stale"


class InvalidFieldError(WorkflowError):
    """A field's value cannot be accepted; `pointer` is its JSON pointer."""

    code = "invalid_field"

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(detail)
        self.pointer = pointer

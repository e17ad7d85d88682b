"""Failures that a person can mend, as one line."""

from services.moderation.domain.errors import WorkflowError
from shared.errors import MendableError

USAGE_ERROR = 2


def failure_line(error: Exception) -> str | None:
    """Return the line to show, None for an error that is ours to mend."""
    if isinstance(error, MendableError | WorkflowError):
        return str(error)
    # Imported only when something failed, so that `saring --help` need not wait for it.
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415

    if isinstance(error, OperationalError):
        return "the database does not answer: is it running, and `saring db upgrade` done?"
    return None

"""Failures that a person can mend, as one line."""

from sqlalchemy.exc import OperationalError

from services.embedded.lock import AlreadyRunningError
from services.moderation.domain.errors import WorkflowError
from services.moderation.screening.policy_file import PolicyError
from shared.settings import SettingsError
from shared.web_server import PortTakenError

USAGE_ERROR = 2
_MENDABLE = (SettingsError, AlreadyRunningError, PortTakenError, WorkflowError, PolicyError)


def failure_line(error: Exception) -> str | None:
    """Return the line to show, None for an error that is ours to mend."""
    if isinstance(error, OperationalError):
        return "the database does not answer: is it running, and `saring db upgrade` done?"
    return str(error) if isinstance(error, _MENDABLE) else None

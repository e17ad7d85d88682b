"""An office's own recognisers of personal data, from the file that it names."""

import importlib
from dataclasses import dataclass
from pathlib import Path

from services.moderation.screening.personal.readings import Recogniser
from shared.errors import MendableError

_PRESIDIO = "services.moderation.presidio.office"


class RegistryError(MendableError):
    """Recognisers that cannot be used; the message is one line for the person who wrote them."""


@dataclass(frozen=True, slots=True)
class OfficeRecognisers:
    """Finds what the office looks for, in a text as it is seen; `version` names its file."""

    find: Recogniser
    version: str


def open_registry(path: Path) -> OfficeRecognisers:
    """Return the recognisers of a Presidio registry. Raise RegistryError if they are unusable."""
    try:
        presidio = importlib.import_module(_PRESIDIO)
    except ModuleNotFoundError as error:
        message = f"{error.name} is missing: install saring[presidio] (docs/presidio.md)"
        raise RegistryError(message) from error
    found: OfficeRecognisers = presidio.read_recognisers(path)
    return found

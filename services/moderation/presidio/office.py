"""An office's own Presidio recognisers among Saring's: read from a registry's YAML."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from presidio_analyzer import EntityRecognizer, RemoteRecognizer
from presidio_analyzer.nlp_engine import NoOpNlpEngine
from presidio_analyzer.predefined_recognizers import EmailRecognizer, UrlRecognizer
from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider
from pydantic import ValidationError

from services.moderation.domain.screening import Severity
from services.moderation.presidio.bounds import bound
from services.moderation.presidio.registry_file import Registry, parse_registry
from services.moderation.screening.labels import LABELS
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.office_recognisers import (
    OfficeRecognisers,
    RegistryError,
)

_LABELS = frozenset(LABELS["personal_data"])
_DIGITS_OF_DIGEST = 12


def read_recognisers(path: Path) -> OfficeRecognisers:
    """Return what finds all that the registry at `path` names, or fails if one recogniser does.

    Raise RegistryError also for what Presidio would leave out with a warning: an office that names
    a recogniser counts on it. And for what would leave this machine.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); check the path and its permissions"
        raise RegistryError(message) from error
    try:
        recognisers = _open(parse_registry(content))
    except RegistryError as error:
        message = f"{path.name}: {error}"
        raise RegistryError(message) from error
    digest = hashlib.sha256(content).hexdigest()[:_DIGITS_OF_DIGEST]
    return OfficeRecognisers(lambda text: _find(recognisers, text), f"office.{digest}")


def _open(registry: Registry) -> list[EntityRecognizer]:
    # Told that there is no NLP engine, Presidio refuses what would find nothing without one.
    engine = NoOpNlpEngine([{"lang_code": one, "model_name": "none"} for one in registry.languages])
    try:
        provider = RecognizerRegistryProvider(
            registry_configuration=registry.configuration, nlp_engine=engine
        )
        recognisers = list(provider.create_recognizer_registry().recognizers)
    except Exception as error:
        message = f"Presidio does not take it: {_problem(error)}"
        raise RegistryError(message) from error
    _refuse_absent(registry.names, recognisers)
    for one in recognisers:
        _refuse_unusable(one)
        bound(one)
    return recognisers


def _problem(error: Exception) -> str:
    """Return in one line what Presidio minds; of a schema's many complaints, the first."""
    if isinstance(error.__cause__, ValidationError):
        first = error.__cause__.errors(include_url=False, include_input=False)[0]
        return " ".join((".".join(map(str, first["loc"])) + ": " + first["msg"]).split())
    return " ".join(str(error).split())


def _refuse_absent(names: Sequence[str], recognisers: Sequence[EntityRecognizer]) -> None:
    """Presidio drops a recogniser of a language that the registry does not support."""
    absent = sorted(set(names) - {one.name for one in recognisers})
    if absent:
        message = f"{absent[0]}: left out by Presidio; add its language to supported_languages"
        raise RegistryError(message)


def _refuse_unusable(one: EntityRecognizer) -> None:
    if isinstance(one, RemoteRecognizer):
        message = f"{one.name}: would send what citizens write to another machine; remove it"
        raise RegistryError(message)
    if isinstance(one, EmailRecognizer | UrlRecognizer):
        message = f"{one.name}: asks the web for a list of domains; Saring finds these, remove it"
        raise RegistryError(message)
    unknown = sorted(set(one.supported_entities) - _LABELS)
    if unknown:
        message = f"{one.name}: {unknown[0]} is no label; use one of {', '.join(sorted(_LABELS))}"
        raise RegistryError(message)


def _find(recognisers: Sequence[EntityRecognizer], text: str) -> Iterator[Hit]:
    for one in recognisers:
        for result in one.analyze(text, one.supported_entities, None) or ():
            yield Hit(
                result.entity_type,
                result.start,
                result.end,
                round(float(result.score), 4),
                # As for the names that Saring finds: every letter is signed.
                Severity.LOW if result.entity_type == "PERSON" else Severity.HIGH,
                "office_recogniser",
                {"recogniser": one.name},
            )

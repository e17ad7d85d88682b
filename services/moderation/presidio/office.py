"""An office's own Presidio recognisers among Saring's: from a registry's YAML."""

from collections.abc import Callable, Iterator
from pathlib import Path

from presidio_analyzer import EntityRecognizer
from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider

from services.moderation.domain.screening import Severity
from services.moderation.screening.labels import LABELS
from services.moderation.screening.personal.hit import Hit
from shared.errors import MendableError

_LABELS = frozenset(LABELS["personal_data"])


def read_recognisers(path: Path) -> Callable[[str], Iterator[Hit]]:
    """Return what finds everything that the registry in `path` names, in a text as it is seen.

    Only recognisers that need no NLP engine can be used. Raises MendableError for a file that
    Presidio does not take, or for an entity that is none of Saring's labels.
    """
    try:
        registry = RecognizerRegistryProvider(conf_file=path).create_recognizer_registry()
    except Exception as error:
        message = f"{path.name}: Presidio does not take it ({type(error).__name__}: {error})"
        raise MendableError(" ".join(message.split())) from error
    recognizers = list(registry.recognizers)
    for one in recognizers:
        unknown = sorted(set(one.supported_entities) - _LABELS)
        if unknown:
            message = f"{path.name}, {one.name}: {unknown[0]} is no label; one of {_listed()}"
            raise MendableError(message)
    return lambda text: _find(recognizers, text)


def _find(recognizers: list[EntityRecognizer], text: str) -> Iterator[Hit]:
    for one in recognizers:
        for result in one.analyze(text, one.supported_entities, None) or ():
            yield Hit(
                result.entity_type,
                result.start,
                result.end,
                round(float(result.score), 4),
                Severity.HIGH,
                "office_recogniser",
            )


def _listed() -> str:
    return ", ".join(sorted(_LABELS))

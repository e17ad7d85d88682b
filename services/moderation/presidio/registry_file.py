"""The file of an office's registry, before Presidio reads it."""

from dataclasses import dataclass
from typing import Any

from services.moderation.screening.personal.office_recognisers import RegistryError
from services.moderation.screening.yaml_file import YamlFileError, parse_yaml

_WITHOUT_EFFECT = ("context", "score_thresholds")
"""Presidio's engine minds these, its recognisers do not: scores would not be what they seem."""


@dataclass(frozen=True, slots=True)
class Registry:
    """What Presidio is to make: the configuration, its languages, and the names it enables."""

    configuration: dict[str, Any]
    languages: tuple[str, ...]
    names: tuple[str, ...]


def parse_registry(content: bytes) -> Registry:
    """Return the registry in `content`. Raise RegistryError in one line."""
    try:
        _, root = parse_yaml(content)
    except YamlFileError as error:
        raise RegistryError(str(error)) from error
    entries = root.get("recognizers") if isinstance(root, dict) else None
    if not isinstance(entries, list) or not entries:
        message = "names no recogniser; list them under `recognizers:`"
        raise RegistryError(message)
    for entry in entries:
        _check(entry)
    names = [str(entry["name"]) for entry in entries if entry.get("enabled", True)]
    if not names:
        message = "enables no recogniser; unset SARING_PRESIDIO_REGISTRY if none is wanted"
        raise RegistryError(message)
    if len(names) > len(set(names)):
        message = (
            f"{max(names, key=names.count)}: two recognisers have this name; give each its own"
        )
        raise RegistryError(message)
    languages = root.get("supported_languages") or ["id"]
    if not isinstance(languages, list) or not all(isinstance(one, str) for one in languages):
        message = "supported_languages: is no list of languages; write [id]"
        raise RegistryError(message)
    return Registry(
        configuration={**root, "supported_languages": languages},
        languages=tuple(languages),
        names=tuple(names),
    )


def _check(entry: object) -> None:
    if not isinstance(entry, dict) or not entry.get("name"):
        message = "each recogniser is a mapping with a name"
        raise RegistryError(message)
    languages = entry.get("supported_languages") or []
    places = [entry, *(one for one in languages if isinstance(one, dict))]
    for key in _WITHOUT_EFFECT:
        if any(place.get(key) for place in places):
            message = f"{entry['name']}: {key} has no effect here; put it into pattern and score"
            raise RegistryError(message)

"""Read a policy file; errors name the line and the field and say how to mend it, on one line."""

import hashlib
from pathlib import Path

import yaml
from pydantic import ValidationError

from services.moderation.screening.policy_schema import PolicyFile
from services.moderation.screening.yaml_file import YamlFileError, parse_yaml
from shared.errors import MendableError

DEFAULT_POLICY = Path(__file__).with_name("default_policy.yaml")

Location = tuple[int | str, ...]


class PolicyError(MendableError):
    """A policy file that cannot be used; the message is one line for the person who wrote it."""


def read_policy_file(path: Path | None = None) -> tuple[PolicyFile, str]:
    """Return the policy at `path` (else the one of the release) and its bytes' SHA-256."""
    chosen = path or DEFAULT_POLICY
    try:
        content = chosen.read_bytes()
    except OSError as error:
        message = f"{chosen}: cannot be read ({error.strerror}); check the path and its permissions"
        raise PolicyError(message) from error
    try:
        return _parse(content), hashlib.sha256(content).hexdigest()
    except PolicyError as error:
        message = f"{chosen.name}, {error}"
        raise PolicyError(message) from error


def _parse(content: bytes) -> PolicyFile:
    try:
        root, values = parse_yaml(content)
        return PolicyFile.model_validate(values)
    except YamlFileError as error:
        raise PolicyError(str(error)) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "policy"
        problem = _mend(first["type"], first["msg"])
        message = f"line {_line(root, first['loc'])}, {where}: {problem}"
        raise PolicyError(message) from error


def _line(node: yaml.Node | None, location: Location) -> int:
    """Return the line of the deepest part of `location` that is in the file."""
    line = 1
    for step in location:
        found = None
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            found = (node.value[step], node.value[step])
        elif isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == step), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line


def _mend(kind: str, message: str) -> str:
    """Say in one sentence what is wrong and how to mend it."""
    known = {
        "missing": "is missing; add it",
        "extra_forbidden": "is not known here; check its spelling or remove it",
    }
    plain = message.removeprefix("Value error, ").replace("Input should be", "should be")
    return known.get(kind, plain)

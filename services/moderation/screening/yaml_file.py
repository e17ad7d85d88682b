"""Read a YAML file that an office wrote; what is wrong with it is one line that names the line."""

from typing import Any

import yaml


class YamlFileError(Exception):
    """Content that is no YAML, or in which YAML would silently drop something."""


def parse_yaml(content: bytes) -> tuple[yaml.Node | None, Any]:
    """Return the nodes of `content`, which know their lines, and its values."""
    try:
        root = yaml.compose(content, Loader=yaml.SafeLoader)
        _refuse_repeated_keys(root)
        return root, yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise YamlFileError(_problem(error)) from error


def _problem(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "not YAML"
    line = mark.line + 1 if mark else 1
    return f"line {line}: {problem}; check the indentation and the quotes"


def _refuse_repeated_keys(node: yaml.Node | None) -> None:
    """YAML would silently keep the last of two equal keys, and with it drop a rule."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeated_keys(item)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                message = f"line {key.start_mark.line + 1}, {key.value}: is there twice; remove one"
                raise YamlFileError(message)
            seen.add(key.value)
            _refuse_repeated_keys(value)

"""Reading settings from the environment: typed, checked at start, no value ever printed."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

PREFIX = "SARING_"


class SettingsError(Exception):
    """A setting is wrong; the message names it in one line and shows no value."""


class Settings(BaseModel):
    """Base of each service's settings: field `port` is read from SARING_PORT."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, extra="ignore")


_T = TypeVar("_T", bound=Settings)


def read_settings(model: type[_T], environment: Mapping[str, str] | None = None) -> _T:
    """Read `model` from the environment; a secret may come from the file that NAME_FILE names.

    An empty value counts as not set. Raises SettingsError.
    """
    env = os.environ if environment is None else environment
    values: dict[str, str] = {}
    for name, field in model.model_fields.items():
        variable = PREFIX + name.upper()
        value = env.get(variable, "")
        is_secret = field.annotation in (SecretStr, SecretStr | None)
        if not value and is_secret and env.get(variable + "_FILE"):
            value = _read_secret(variable + "_FILE", env[variable + "_FILE"])
        if value:
            values[name] = value
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else ""
        message = f"{PREFIX}{name}: {first['msg']}"
        raise SettingsError(message) from None


def _read_secret(variable: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        message = f"{variable}: the file it names cannot be read"
        raise SettingsError(message) from None

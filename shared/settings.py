"""Reading settings from the environment: typed, checked at start, no value ever printed."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar, get_args
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from shared.errors import MendableError

PREFIX = "SARING_"


class SettingsError(MendableError):
    """A setting is wrong; the message names it in one line and shows no value."""


def _known_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        message = "there is no such time zone; use a name such as Asia/Jakarta"
        raise ValueError(message) from None
    return name


def _known_database(url: SecretStr) -> SecretStr:
    try:
        known = make_url(url.get_secret_value()).get_backend_name() in {"sqlite", "postgresql"}
    except ArgumentError:
        known = False
    if not known:
        message = "is no URL of a PostgreSQL or SQLite database"
        raise ValueError(message)
    return url


Port = Annotated[int, Field(ge=1, le=65535)]
Timezone = Annotated[str, AfterValidator(_known_timezone)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_known_database)]
"""A secret: it may hold a password."""


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
        is_secret = SecretStr in _types_of(field.annotation)
        value = read_secret(variable, env) if is_secret else env.get(variable, "")
        if value:
            values[name] = value
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else ""
        message = f"{PREFIX}{name}: {first['msg']}"
        raise SettingsError(message) from None


def read_secret(variable: str, environment: Mapping[str, str]) -> str:
    """Return a variable, or what is in the file that NAME_FILE names; empty when neither is set.

    Raises SettingsError.
    """
    value, path = environment.get(variable, ""), environment.get(variable + "_FILE", "")
    return value if value or not path else _read_secret(variable + "_FILE", path)


def _types_of(annotation: object) -> set[object]:
    """Return the plain types of an annotation, out of unions and `Annotated`."""
    inner = get_args(annotation)
    return set().union(*map(_types_of, inner)) if inner else {annotation}


def _read_secret(variable: str, path: str) -> str:
    try:
        value = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        message = f"{variable}: the file it names cannot be read"
        raise SettingsError(message) from None
    if not value:  # Who names a file means what is in it, not the default.
        message = f"{variable}: the file it names is empty"
        raise SettingsError(message)
    return value

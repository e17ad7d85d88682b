"""Kinds of values that requests carry: texts, names, language tags, instants."""

import re
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from services.moderation.domain.text import TEXT_MAX, is_blank

NAME_MAX = 200
REASON_MAX = 2000

# RFC 5646, section 2.1, without the grandfathered tags. In the document too, whose patterns know
# no flags: hence both cases.
_LANGUAGE_TAG = (
    r"([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})"
    r"(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    r"(-[A-WYZa-wyz0-9](-[A-Za-z0-9]{2,8})+)*(-[Xx](-[A-Za-z0-9]{1,8})+)?"
)
_ONE_LINE = r"[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*"
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)",
    re.ASCII,
)
_LOST_SIGN = re.compile(r" (\d\d:\d\d)$", re.ASCII)
_YEARS = range(2000, 2101)


class Parameters(BaseModel):
    """Headers, or parameters of a query string.

    flask-openapi3 reads their schema at each request; here it is made once.
    """

    @classmethod
    def model_json_schema(cls, *arguments: Any, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - the parent's
        """Return the JSON Schema; it is not to be changed."""
        return cls._schema(*arguments, **options)

    @classmethod
    @cache
    def _schema(cls, *arguments: Any, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        return super().model_json_schema(*arguments, **options)


class Fault(StrEnum):
    """What pydantic cannot say by itself about a value; the key of its sentence."""

    BLANK = "blank"
    CONTROL_CHARACTER = "control_character"
    LANGUAGE_TAG = "language_tag"
    INSTANT = "instant"
    INSTANT_RANGE = "instant_range"
    NOT_UNIQUE = "not_unique"
    METADATA_TOO_LARGE = "metadata_too_large"
    CREDIT_WITHOUT_NAME = "credit_without_name"
    ATTACHMENTS_RESERVED = "attachments_reserved"
    NO_TEXT_INPUT = "no_text_input"
    IMAGE = "image"


def refused(fault: Fault) -> PydanticCustomError:
    """Return the error that makes pydantic report `fault` at its place."""
    return PydanticCustomError(fault.value, "refused")


def _visible(text: str) -> str:
    if is_blank(text):
        raise refused(Fault.BLANK)
    return text


def _one_line(text: str) -> str:
    if not re.fullmatch(_ONE_LINE, text):
        raise refused(Fault.CONTROL_CHARACTER)
    return text


def _language_tag(tag: str) -> str:
    if not re.fullmatch(_LANGUAGE_TAG, tag):
        raise refused(Fault.LANGUAGE_TAG)
    return tag


def _with_sign(value: object) -> object:
    """Give an offset its plus sign back: in a query string that was not encoded, it is a space."""
    return _LOST_SIGN.sub(r"+\1", value) if isinstance(value, str) else value


def _instant(value: object) -> datetime:
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise refused(Fault.INSTANT)
    try:
        moment = datetime.fromisoformat(value.upper())
    except ValueError:
        raise refused(Fault.INSTANT) from None
    if moment.year not in _YEARS:
        raise refused(Fault.INSTANT_RANGE)
    return moment.astimezone(UTC)


Text = Annotated[
    str,
    Field(min_length=1, max_length=TEXT_MAX, description="Kept to the code point."),
    AfterValidator(_visible),
]
Reason = Annotated[str, Field(min_length=1, max_length=REASON_MAX), AfterValidator(_visible)]
Name = Annotated[
    str,
    Field(min_length=1, max_length=NAME_MAX, json_schema_extra={"pattern": f"^{_ONE_LINE}$"}),
    AfterValidator(_visible),
    AfterValidator(_one_line),
]
LanguageTag = Annotated[
    str,
    Field(
        min_length=2,
        max_length=35,
        description="BCP 47.",
        json_schema_extra={"pattern": f"^{_LANGUAGE_TAG}$"},
    ),
    AfterValidator(_language_tag),
]
Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    WithJsonSchema(
        {"type": "string", "format": "date-time", "description": "RFC 3339 with offset."},
    ),
]
QueryInstant = Annotated[Instant, BeforeValidator(_with_sign)]

"""Kinds of values that requests carry: texts, names, language tags, instants."""

import re
import unicodedata
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from services.moderation.domain.text import TEXT_MAX, is_blank

NAME_MAX = 200
REASON_MAX = 2000

# RFC 5646, section 2.1, without the grandfathered tags.
_LANGUAGE_TAG = re.compile(
    r"([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})"
    r"(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(-[a-wyz\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?",
    re.ASCII | re.IGNORECASE,
)
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)",
    re.ASCII,
)
_YEARS = range(2000, 2101)


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


def refused(fault: Fault) -> PydanticCustomError:
    """Return the error that makes pydantic report `fault` at its place."""
    return PydanticCustomError(fault.value, "refused")


def _visible(text: str) -> str:
    if is_blank(text):
        raise refused(Fault.BLANK)
    return text


def _one_line(text: str) -> str:
    if any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in text):
        raise refused(Fault.CONTROL_CHARACTER)
    return text


def _language_tag(tag: str) -> str:
    if not _LANGUAGE_TAG.fullmatch(tag):
        raise refused(Fault.LANGUAGE_TAG)
    return tag


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
    Field(min_length=1, max_length=NAME_MAX),
    AfterValidator(_visible),
    AfterValidator(_one_line),
]
LanguageTag = Annotated[
    str,
    Field(min_length=2, max_length=35, description="BCP 47."),
    AfterValidator(_language_tag),
]
Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    WithJsonSchema(
        {"type": "string", "format": "date-time", "description": "RFC 3339 with offset."},
    ),
]

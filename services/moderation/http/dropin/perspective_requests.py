"""What comments:analyze and comments:suggestscore are sent."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

from services.moderation.domain.text import TEXT_MAX, is_blank
from services.moderation.http.dropin.attributes import SCORE_OF
from services.moderation.http.dropin.perspective_problems import (
    COMMENT_EMPTY,
    COMMENT_TOO_LONG,
    NO_ATTRIBUTES,
    unknown_attribute,
)
from services.moderation.http.fields import LanguageTag
from services.moderation.http.incoming import Body
from services.moderation.http.problem import ProblemError

_SHOUTED = re.compile(r"[A-Z][A-Z0-9_]{0,63}", re.ASCII)
_TOKEN_MAX = 1000
_LANGUAGES_MAX = 20

TextType = Literal["PLAIN_TEXT", "TEXT_TYPE_UNSPECIFIED"]
ScoreType = Literal["PROBABILITY", "SCORE_TYPE_UNSPECIFIED"]
Token = Annotated[str, Field(max_length=_TOKEN_MAX)]


def _scorable(text: str) -> str:
    if len(text) > TEXT_MAX:
        raise ProblemError(COMMENT_TOO_LONG)
    if is_blank(text):
        raise ProblemError(COMMENT_EMPTY)
    return text


def _each_attribute(schema: dict[str, Any]) -> None:
    """Say in the document which names a map has: those of the attributes, at least one."""
    of = schema["additionalProperties"]
    schema["properties"] = {name: dict(of) for name in SCORE_OF}
    schema["additionalProperties"] = False
    schema["minProperties"] = 1


class _Body(Body):
    """As Google reads JSON: names in camel or snake case, null for left out, no unknown names."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Comment(_Body):
    """The comment to judge; offsets in the answer count its code points."""

    text: Annotated[
        str,
        AfterValidator(_scorable),
        Field(json_schema_extra={"minLength": 1, "maxLength": TEXT_MAX}),
    ]
    type: TextType | None = None


class ContextEntry(_Body):
    """What the comment answers to; accepted, and not looked at."""

    text: str | None = None
    type: TextType | None = None


class ArticleAndParent(_Body):
    """An article, and the comment above."""

    article: ContextEntry | None = None
    parent_comment: ContextEntry | None = None


class Context(_Body):
    """Accepted, and not looked at: a comment is judged by its own words."""

    entries: list[ContextEntry] | None = None
    article_and_parent_comment: ArticleAndParent | None = None


class AttributeParameters(_Body):
    """How one attribute is wanted; without a threshold every score is answered."""

    score_type: ScoreType | None = None
    score_threshold: Annotated[float, Field(ge=0, le=1)] | None = None


class _AboutComment(_Body):
    comment: Comment
    context: Context | None = None
    languages: Annotated[list[LanguageTag], Field(max_length=_LANGUAGES_MAX)] | None = None
    client_token: Token | None = Field(default=None, description="Repeated in the answer.")
    session_id: Token | None = Field(default=None, description="Not looked at.")
    community_id: Token | None = Field(default=None, description="Not looked at.")


class AnalyzeBody(_AboutComment):
    """A comment, and the attributes to judge it by."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "comment": {"text": "Dasar goblok kau!"},
                "languages": ["id"],
                "requestedAttributes": {"TOXICITY": {}, "INSULT": {"scoreThreshold": 0.5}},
                "doNotStore": True,
            },
        },
    )

    requested_attributes: Annotated[
        dict[str, AttributeParameters], Field(json_schema_extra=_each_attribute)
    ]
    span_annotations: bool | None = Field(default=None, description="Judge each sentence too.")
    do_not_store: bool | None = Field(default=None, description="Nothing is ever stored.")

    @model_validator(mode="before")
    @classmethod
    def _known_attributes(cls, data: object) -> object:
        if isinstance(data, Mapping):
            named = data.get("requestedAttributes") or data.get("requested_attributes")
            if not named:
                raise ProblemError(NO_ATTRIBUTES)
            for name in named if isinstance(named, Mapping) else ():
                if name not in SCORE_OF:
                    # What is shaped like no attribute may be somebody's words.
                    shown = name if _SHOUTED.fullmatch(name) else None
                    raise ProblemError(unknown_attribute(shown))
        return data


class SuggestedScore(_Body):
    """The score that a comment should have had."""

    value: Annotated[float, Field(ge=0, le=1)]
    type: ScoreType | None = None


class SuggestedSpan(_Body):
    """The score that a part of the comment should have had."""

    begin: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=0)] | None = None
    score: SuggestedScore


class SuggestedScores(_Body):
    """What one attribute should have been."""

    summary_score: SuggestedScore | None = None
    span_scores: list[SuggestedSpan] | None = None


class SuggestBody(_AboutComment):
    """A comment, and the scores that a moderator thinks it should have had."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "comment": {"text": "Terima kasih, jalannya sudah mulus."},
                "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0}}},
                "clientToken": "komentar-77",
            },
        },
    )

    attribute_scores: Annotated[dict[str, SuggestedScores], Field(max_length=100)] | None = None

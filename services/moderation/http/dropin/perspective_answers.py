"""What comments:analyze and comments:suggestscore answer."""

from typing import Any, Literal

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from services.moderation.http.screening_answer import Answer, Score


class _Answer(Answer):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class ScoreAnswer(_Answer):
    """A calibrated probability."""

    value: Score
    type: Literal["PROBABILITY"] = "PROBABILITY"


class SpanAnswer(_Answer):
    """The score of one sentence, by code points of the comment; `end` is exclusive."""

    begin: int
    end: int
    score: ScoreAnswer


class AttributeAnswer(_Answer):
    """The scores of one attribute; `spanScores` if they were asked for."""

    summary_score: ScoreAnswer
    span_scores: list[SpanAnswer] | None = None


class AnalyzeAnswer(_Answer):
    """Scores by attribute; one below its `scoreThreshold` is left out."""

    attribute_scores: dict[str, AttributeAnswer]
    languages: list[str] = Field(description="Those of the request, else the detected ones.")
    detected_languages: list[str]
    client_token: str | None = None


class SuggestAnswer(_Answer):
    """The suggestion was read, and is gone."""

    client_token: str | None = None


class GoogleError(Answer):
    """What is wrong; `details` say where, and how to mend it in Indonesian."""

    code: int
    message: str
    status: str
    details: list[dict[str, Any]]


class GoogleErrorAnswer(Answer):
    """An error in the shape of Google's APIs."""

    error: GoogleError

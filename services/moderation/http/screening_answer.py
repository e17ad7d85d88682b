"""The shape of a screening's result, as the OpenAPI document describes it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from services.moderation.domain.screening import FailureKind, Severity, Verdict

Score = Annotated[float, Field(ge=0, le=1)]
NullableScore = Annotated[Score | None, Field(description="null: its checker gave no result.")]


class Answer(BaseModel):
    """An object of an answer; nothing but what is described stands in it today.

    The document leaves it open, since answers may gain fields within v1.
    """

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        described = handler(schema)
        handler.resolve_ref_schema(described).pop("additionalProperties", None)
        return described


class Bilingual(Answer):
    """A sentence in Indonesian and English."""

    id: str
    en: str


class FailureAnswer(Answer):
    """A checker that gave no result; its scores are null."""

    checker: str
    kind: FailureKind


class LanguageAnswer(Answer):
    """Language as BCP 47; `und` when the text is too short or unsure."""

    code: str
    confidence: Score
    mixed: list[str]


class ScoresAnswer(Answer):
    """Calibrated probabilities; 0.5 is the review threshold of each."""

    toxicity: NullableScore
    severe_toxicity: NullableScore
    obscene: NullableScore
    identity_attack: NullableScore
    insult: NullableScore
    threat: NullableScore
    sexual_explicit: NullableScore
    misinformation: NullableScore
    spam: NullableScore
    personal_data: NullableScore


class FindingAnswer(Answer):
    """One thing a checker saw; offsets count code points of the text, null for the whole text."""

    category: str
    label: str
    start: int | None
    end: int | None
    score: Score
    severity: Severity
    pdp: Literal["general", "specific"] | None = None
    checker: str
    version: str
    reason: Bilingual


class PolicyAnswer(Answer):
    """Which policy decided, and by which of its rules."""

    name: str
    version: str
    sha256: str
    rules: list[str]


class ScreeningAnswer(Answer):
    """The result of screening one text."""

    id: str | None = None
    verdict: Verdict
    complete: bool
    failures: list[FailureAnswer]
    language: LanguageAnswer
    scores: ScoresAnswer
    findings: list[FindingAnswer]
    redacted_text: str
    policy: PolicyAnswer


class ScreenAnswer(Answer):
    """Results in the order of the texts."""

    items: list[ScreeningAnswer]

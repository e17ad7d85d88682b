"""What /v1/moderations is sent, and what it answers."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag

from services.moderation.http.dropin.categories import SCORES_OF
from services.moderation.http.fields import Fault, Text, refused
from services.moderation.http.incoming import SCREEN_MAX_ITEMS, Body
from services.moderation.http.screening_answer import Answer, Score

DEFAULT_MODEL = "saring"


class TextPart(Body):
    """A part of one input."""

    type: Literal["text"]
    text: Text


def _no_image(part: object) -> object:
    if isinstance(part, Mapping) and (part.get("type") == "image_url" or "image_url" in part):
        raise refused(Fault.IMAGE)
    return part


def _kind(value: object) -> str | None:
    """Tell the shapes of `input` apart; the brackets keep the name out of pointers."""
    if isinstance(value, str):
        return "[one]"
    if not isinstance(value, list):
        return None
    return "[parts]" if any(isinstance(item, Mapping) for item in value) else "[many]"


Many = Annotated[list[Text], Field(min_length=1, max_length=SCREEN_MAX_ITEMS)]
Parts = Annotated[
    list[Annotated[TextPart, BeforeValidator(_no_image)]],
    Field(min_length=1, max_length=SCREEN_MAX_ITEMS),
]


class ModerationBody(Body):
    """Texts to judge: one, several, or one in parts."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"model": "omni-moderation-latest", "input": "Dasar goblok kau!"},
        },
    )

    input: Annotated[
        Annotated[Text, Tag("[one]")]
        | Annotated[Many, Tag("[many]")]
        | Annotated[Parts, Tag("[parts]")],
        Discriminator(
            _kind,
            custom_error_type=Fault.NO_TEXT_INPUT,
            custom_error_message="refused",
        ),
        Field(description="A text, up to 100 texts, or up to 100 parts of one text."),
    ]
    model: Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z0-9._:/-]+$")] | None = Field(
        default=None, description="Repeated in the answer; there is one way to judge."
    )

    def texts(self) -> list[list[str]]:
        """Return the parts of each input, in order."""
        if isinstance(self.input, str):
            return [[self.input]]
        parts = [item.text for item in self.input if isinstance(item, TextPart)]
        return [parts] if parts else [[item] for item in self.input if isinstance(item, str)]


def _each(kind: dict[str, Any]) -> dict[str, Any]:
    """Say in the document that an object has every category and no other name."""
    names = list(SCORES_OF)
    return {
        "properties": dict.fromkeys(names, kind),
        "required": names,
        "additionalProperties": False,
    }


_FLAG: dict[str, Any] = {"type": "boolean"}
_SCORE: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}
_TYPES: dict[str, Any] = {"type": "array", "items": {"enum": ["text"]}}


class ModerationResult(Answer):
    """What one input was judged."""

    flagged: bool = Field(description="Whether any category is.")
    categories: dict[str, bool] = Field(json_schema_extra=_each(_FLAG))
    category_scores: dict[str, Score] = Field(json_schema_extra=_each(_SCORE))
    category_applied_input_types: dict[str, list[Literal["text"]]] = Field(
        description="Empty for a category that is not judged.", json_schema_extra=_each(_TYPES)
    )


class ModerationAnswer(Answer):
    """Results in the order of the inputs."""

    id: str
    model: str
    results: list[ModerationResult]


class OpenAIError(Answer):
    """What is wrong and how to mend it; `param` says where."""

    message: str
    type: str
    param: str | None
    code: str


class OpenAIErrorAnswer(Answer):
    """An error in the shape of OpenAI's API."""

    error: OpenAIError

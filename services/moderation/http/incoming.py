"""What apps send: the shapes of request bodies."""

from dataclasses import dataclass
from typing import Annotated, Any, NoReturn

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
    field_validator,
)
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import CoreSchema

from services.moderation.http.fields import (
    Fault,
    Instant,
    LanguageTag,
    Name,
    Reason,
    Text,
    refused,
)
from services.moderation.workflow.posted import NewSubmission
from shared.clock import rfc3339

METADATA_MAX_BYTES = 4096
BATCH_MAX_ITEMS = 100
SCREEN_MAX_ITEMS = 100
_CHANNELS_MAX = 20


class Body(BaseModel):
    """A JSON object: unknown names and wrong types are refused, nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


def _reserved(_value: object) -> NoReturn:
    raise refused(Fault.ATTACHMENTS_RESERVED)


def _unique(channels: list[str]) -> list[str]:
    if len(set(channels)) != len(channels):
        raise refused(Fault.NOT_UNIQUE)
    return channels


def _small(metadata: dict[str, str]) -> dict[str, str]:
    size = sum(len(name.encode()) + len(value.encode()) for name, value in metadata.items())
    if size > METADATA_MAX_BYTES:
        raise refused(Fault.METADATA_TOO_LARGE)
    return metadata


class Author(Body):
    """The citizen who wrote the post; only a credited `display` is ever published."""

    ref: Name
    credit: bool = False
    display: Name | None = Field(default=None, validate_default=True)

    @field_validator("display")
    @classmethod
    def _named_if_credited(cls, display: str | None, info: ValidationInfo) -> str | None:
        if display is None and info.data.get("credit"):
            raise refused(Fault.CREDIT_WITHOUT_NAME)
        return display


class Consent(Body):
    """When the author agreed to publication, and to which version of the terms."""

    given_at: Instant
    version: Name

    def stored(self) -> dict[str, str]:
        """Return the consent as JSON, as the database keeps it."""
        return {"given_at": rfc3339(self.given_at), "version": self.version}


class SubmitBody(Body):
    """A citizen's post to screen and, if it may be, to publish."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "external_id": "laporan-1042",
                "text": "Terima kasih, jalan di depan pasar sekarang sudah mulus.",
                "channels": ["site"],
                "author": {"ref": "warga-77", "display": "Bu Sari", "credit": True},
                "language": "id",
                "consent": {"given_at": "2026-01-31T09:30:00+07:00", "version": "2026-1"},
                "metadata": {"form": "kiriman-warga"},
            },
        },
    )

    text: Text
    channels: Annotated[
        list[Name],
        Field(min_length=1, max_length=_CHANNELS_MAX, json_schema_extra={"uniqueItems": True}),
        AfterValidator(_unique),
    ]
    source: Name | None = Field(default=None, description="The key's own source, or left out.")
    external_id: Name | None = Field(default=None, description="The app's own id; used once.")
    author: Author | None = None
    language: LanguageTag | None = None
    scheduled_at: Instant | None = Field(default=None, description="Publish no earlier.")
    consent: Consent | None = None
    metadata: Annotated[
        dict[str, str],
        AfterValidator(_small),
        Field(description="Never published; names and values of 4,096 bytes in all at most."),
    ] = Field(default_factory=dict)
    attachments: SkipJsonSchema[Annotated[Any, BeforeValidator(_reserved)]] = None

    def new_submission(self, *, source: str, request_id: str) -> NewSubmission:
        """Return what the workflow takes in."""
        return NewSubmission(
            source=source,
            text=self.text,
            channels=tuple(self.channels),
            external_id=self.external_id,
            author_ref=self.author.ref if self.author else None,
            author_display=self.author.display if self.author else None,
            author_credit=bool(self.author and self.author.credit),
            language=self.language,
            scheduled_at=self.scheduled_at,
            consent=self.consent.stored() if self.consent else None,
            metadata=self.metadata,
            request_id=request_id,
        )


class EditBody(SubmitBody):
    """All of a post as it shall be from now on; what is left out is taken away."""

    external_id: Name | None = Field(
        default=None, description="The one that the submission has, or left out."
    )


@dataclass(frozen=True, slots=True)
class _DocumentedAs:
    """Makes the OpenAPI document describe a value that is validated later as this shape."""

    shape: type[BaseModel]

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(self.shape.__pydantic_core_schema__)


class BatchBody(Body):
    """Posts to take in; each is judged on its own."""

    items: Annotated[
        list[Annotated[Any, _DocumentedAs(SubmitBody)]],
        Field(min_length=1, max_length=BATCH_MAX_ITEMS),
    ]


class WithdrawBody(Body):
    """Nothing: the author need not say why."""

    model_config = ConfigDict(openapi_extra={"required": False})  # type: ignore[typeddict-unknown-key] # read by flask-openapi3


class RecallBody(Body):
    """Why a published post is taken off; kept with the submission, shown to nobody outside."""

    model_config = ConfigDict(json_schema_extra={"example": {"reason": "Diminta oleh penulisnya."}})

    reason: Reason


class ScreenItem(Body):
    """One text to screen."""

    id: Name | None = Field(default=None, description="Repeated in the answer.")
    text: Text
    language: LanguageTag | None = None


class ScreenBody(Body):
    """Texts to screen without storing or publishing them."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"items": [{"id": "1", "text": "Selamat pagi, semua!"}]}},
    )

    items: Annotated[list[ScreenItem], Field(min_length=1, max_length=SCREEN_MAX_ITEMS)]

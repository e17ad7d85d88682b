"""What travels between the services: commands to the publisher, events back; version 1."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_serializer

from shared.clock import rfc3339

VERSION: Final = 1
ISSUER: Final = "saring-moderation"
AUDIENCE: Final = "saring-publisher"
AUDIT_SUBJECT = "audit"
"""Subject of `audit.anchor`; its `seq` is the number of the last seal, its content the hex head."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(min_length=1, max_length=64)]


class Operation(StrEnum):
    """What a command asks for; also its type and its routing key."""

    PUBLISH = "submission.publish"
    UPDATE = "submission.update"
    RECALL = "submission.recall"
    ERASE = "submission.erase"
    STOP = "channel.stop"
    RESUME = "channel.resume"
    ANCHOR = "audit.anchor"


class DecidedBy(StrEnum):
    """Whether the policy decided alone, or a person."""

    POLICY = "policy"
    PERSON = "person"


class EventType(StrEnum):
    """What an event reports; also its routing key."""

    PUBLISHED = "publication.published"
    FAILED = "publication.failed"
    UNKNOWN = "publication.unknown"
    RECALLED = "publication.recalled"
    REFUSED = "publication.refused"
    ERASED = "publication.erased"
    CHANNEL_STATUS = "channel.status"


class RefusalReason(StrEnum):
    """Why the publisher did not act on a command that it trusts."""

    EXPIRED = "expired"  # Moderation issues a new one while the decision stands.
    SUPERSEDED = "superseded"  # A command with a higher `seq` was here first.
    RECALLED = "recalled"  # This revision was taken back; to publish again takes a new one.
    ERASED = "erased"  # Final.
    UNKNOWN_CHANNEL = "unknown_channel"
    BAD_CONTENT = "bad_content"  # The content has no readable parts for the channel.
    ANCHOR_CONFLICT = "anchor_conflict"  # Another head stands for the same seal: audit was altered.


class ChannelStatus(StrEnum):
    """The `reason` of a `channel.status` event."""

    STOPPED = "stopped"
    RUNNING = "running"


class _Wire(BaseModel):
    # Nothing on the wire is implied: what says whom a message is for has no default.
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)


class CommandClaims(_Wire):
    """What is signed. Instants are whole seconds since the epoch.

    `content_sha256` is over the UTF-8 bytes of the message's `content`, None when it has none.
    """

    iss: Literal["saring-moderation"]
    aud: Literal["saring-publisher"]
    jti: Name
    sub: Name
    rev: Annotated[int, Field(ge=0)]
    seq: Annotated[int, Field(ge=1)]
    op: Operation
    channels: tuple[Name, ...]
    content_sha256: Sha256 | None
    policy_sha256: Sha256 | None
    decided_by: DecidedBy
    nbf: int
    exp: int
    iat: int


class CommandMessage(_Wire):
    """A command as it travels; nothing in it is to be believed until `jws` is verified.

    `content` is compact JSON, channel to ordered parts (see `shared.rendering`); for an
    `audit.anchor` the hex head; None for what carries no words. `request_id` is that of the HTTP
    request which began it, for logs only: it is not signed.
    """

    v: Literal[1]
    id: Name
    type: Operation
    jws: str
    content: str | None
    request_id: Name | None = None


class PublicationEvent(_Wire):
    """What became of a command on one channel; `seq` is the command's. Holds no citizen's words."""

    v: Literal[1]
    id: Name
    type: EventType
    submission: Name
    revision: int
    seq: int
    channel: Name
    at: AwareDatetime
    url: str | None = None
    reason: str | None = None

    @field_serializer("at")
    def _write_at(self, at: AwareDatetime) -> str:
        return rfc3339(at)

    def body(self) -> str:
        """Return the event as it travels; what is not said is left out."""
        return self.model_dump_json(exclude_none=True)

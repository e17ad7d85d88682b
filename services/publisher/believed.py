"""A command that was checked."""

from dataclasses import dataclass

from shared.messages import CommandClaims


@dataclass(frozen=True, slots=True)
class Believed:
    """A command whose signature and content fit; `request_id` is for logs and not signed."""

    claims: CommandClaims
    content: str | None
    request_id: str | None

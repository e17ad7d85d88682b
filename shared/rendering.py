"""What a channel will show, as pure code: moderation previews and signs it, the publisher posts it.

Content travels as compact JSON, channel to ordered parts: `{"site":[{"text":"…","credit":null}]}`.
"""

import json
from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from shared.channels import ChannelBook, ChannelFacts


class ContentError(Exception):
    """A message's content has no readable parts; says nothing of what was in it."""


class Part(BaseModel):
    """One post on a channel; a channel with short posts may need several for one submission.

    NUL is refused: no page and no feed can carry it.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)

    text: Annotated[str, Field(pattern=r"^[^\x00]+$")]
    credit: Annotated[str, Field(pattern=r"^[^\x00]+$")] | None = None


Content = dict[str, tuple[Part, ...]]

_CONTENT = TypeAdapter(dict[str, Annotated[tuple[Part, ...], Field(min_length=1)]])


def render(channel: ChannelFacts, text: str, credit: str | None) -> list[Part]:
    """Return what `channel` will show of a revision: the official page shows it whole."""
    del channel  # Every kind there is today shows one part, however long.
    return [Part(text=text, credit=credit)]


def content_of(book: ChannelBook, channels: Iterable[str], text: str, credit: str | None) -> str:
    """Return the content of a command for `channels`; KeyError when the book has not got one."""
    parts = {
        name: [part.model_dump() for part in render(book[name], text, credit)] for name in channels
    }
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def parse_content(content: str) -> Content:
    """Read a command's content; raise ContentError."""
    try:
        return _CONTENT.validate_json(content)
    except ValidationError:
        message = "unreadable content"
        raise ContentError(message) from None

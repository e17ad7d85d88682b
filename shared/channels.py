"""Facts about the official channels, read by both services from one file; secrets are not here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.errors import MendableError
from shared.http_address import UrlError, check_url


class ChannelsError(MendableError):
    """The channels file cannot be used; one line that says why."""


class ChannelKind(StrEnum):
    """What a channel is made of."""

    SITE = "site"  # The page that the publisher serves itself.
    HTTP_POST = "http-post"  # A signed POST to a system of the office's own.


class Reconcile(StrEnum):
    """How the publisher learns what became of a call whose outcome it did not see."""

    TRANSACTIONAL = "transactional"  # Posting and recording are one transaction: always known.
    IDEMPOTENT = "idempotent"  # The call is repeated under the same key.
    SEARCH = "search"  # The channel is asked whether the post is there.
    NONE = "none"  # A person looks; the machine never tries again.


_POSSIBLE = {
    ChannelKind.SITE: frozenset({Reconcile.TRANSACTIONAL}),
    # Idempotent only if the receiver promises to: it takes the same id for the same post.
    ChannelKind.HTTP_POST: frozenset({Reconcile.IDEMPOTENT, Reconcile.NONE}),
}


class ChannelFacts(BaseModel):
    """One channel.

    `base_url` is where people reach a page, without a slash at the end; for `http-post` it is the
    address that is posted to, whole.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
    kind: ChannelKind
    reconcile: Reconcile
    title: Annotated[str, Field(min_length=1, max_length=200)]
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "id"
    base_url: str | None = None


@dataclass(frozen=True, slots=True)
class ChannelBook(Mapping[str, ChannelFacts]):
    """Every channel of the office, by name, in the file's order."""

    channels: Mapping[str, ChannelFacts]

    def __getitem__(self, name: str) -> ChannelFacts:
        return self.channels[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.channels)

    def __len__(self) -> int:
        return len(self.channels)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the channels."""
        return tuple(self.channels)


def load_channels(path: Path | None = None) -> ChannelBook:
    """Read the channels file, or the one that ships with the package; raise ChannelsError."""
    try:
        source = files("shared") / "channels.yaml" if path is None else path
        document = yaml.safe_load(source.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        message = "the channels file cannot be read"
        raise ChannelsError(message) from None
    except yaml.YAMLError:
        message = "the channels file is not valid YAML"
        raise ChannelsError(message) from None
    return _book(document)


def _book(document: object) -> ChannelBook:
    entries = document.get("channels") if isinstance(document, dict) else None
    if not isinstance(entries, dict) or not entries:
        message = "the channels file needs a mapping `channels` with at least one channel"
        raise ChannelsError(message)
    channels = {str(name): _facts(str(name), entry) for name, entry in entries.items()}
    if sum(facts.kind is ChannelKind.SITE for facts in channels.values()) > 1:
        message = "there can be one channel of kind site: the publisher serves one page"
        raise ChannelsError(message)
    if len({name.replace("-", "_") for name in channels}) < len(channels):
        message = "two channels differ in `-` and `_` only: their settings would have one name"
        raise ChannelsError(message)
    return ChannelBook(channels)


def _facts(name: str, entry: object) -> ChannelFacts:
    try:
        facts = ChannelFacts.model_validate({**_mapping(name, entry), "name": name})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        message = f"channel {name}: {where}: {first['msg']}"
        raise ChannelsError(message) from None
    if facts.reconcile not in _POSSIBLE[facts.kind]:
        message = f"channel {name}: kind {facts.kind} cannot reconcile {facts.reconcile}"
        raise ChannelsError(message)
    wrong = _wrong_address(facts)
    if wrong is not None:
        message = f"channel {name}: base_url: {wrong}"
        raise ChannelsError(message)
    return facts


def _wrong_address(facts: ChannelFacts) -> str | None:
    """Return what is wrong with the address of a channel of this kind."""
    if facts.base_url is None:
        needed = facts.kind is ChannelKind.HTTP_POST
        return "must be the address that is posted to" if needed else None
    try:
        check_url(facts.base_url)
    except UrlError as error:
        return str(error)
    if facts.kind is ChannelKind.SITE and ("?" in facts.base_url or facts.base_url.endswith("/")):
        return "must have no `?` part and no slash at the end"
    return None


def _mapping(name: str, entry: object) -> dict[str, object]:
    if not isinstance(entry, dict):
        message = f"channel {name}: is not a mapping"
        raise ChannelsError(message)
    return {str(key): value for key, value in entry.items()}

"""A labelled text, and the rule that keeps some texts from training."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

UNKNOWN = "?"
"""Label of a span whose class the set does not tell: it is no part of the loss."""

OWN = "own"
"""Source of the examples made from our own templates."""

WRITTEN = "written"
"""Source of the sentences that were written one by one."""

_SHARE_OF_DEV = 10

# What sets put in place of names and links. They would give a set away: the tokenizer turns what
# stands there in real posts into the same two words.
_USER_MASK = re.compile(r"\[(?:USERNAME|USER)\]|@?\bUSER(?:NAME)?\b")
_LINK_MASK = re.compile(r"\[(?:URL|LINK)\]|\bURL\b|\bHTTPURL\b")
_REMAINS = re.compile(r"\\[nrt]|\\x[0-9a-f]{2}|\[/?quote[^\]]*\]|\bRT\b|\[HP\]", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"\s+")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, end exclusive, and its class."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what is known of it: what is absent from `labels` or None is unknown."""

    text: str
    source: str
    language: str
    labels: Mapping[str, bool] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    is_dev: bool = False
    spoken: str | None = None
    """Class of the language head, if the text may teach it."""
    entities: tuple[Span, ...] | None = None
    word_languages: tuple[Span, ...] | None = None

    @property
    def has_spans(self) -> bool:
        """Tell whether rewriting the text would move what is labelled in it."""
        return self.entities is not None or self.word_languages is not None


def is_dev(text: str, share: int = _SHARE_OF_DEV) -> bool:
    """Tell whether a text is kept from training, by nothing but what the set holds of it."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % share == 0


def cleaned(raw: str) -> str:
    """Return a set's text as people would have posted it, masks made plain."""
    text = _USER_MASK.sub("@user", unescape(raw))
    text = _REMAINS.sub(" ", _LINK_MASK.sub("http", text))
    return _WHITE_SPACE.sub(" ", text).strip(" '\"")


def same_text_key(text: str) -> str:
    """Return what two copies of a post have in common: its letters and digits in small."""
    return _NO_LETTERS.sub("", cleaned(text).replace("@user", "").casefold())

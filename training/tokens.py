"""Texts whose words are labelled: from a set's tokens to spans, and from spans to a tokenizer's."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from training.examples import UNKNOWN, Example, Span, cleaned

Place = tuple[int, int, str]
"""Start, end and class of what a model found."""

IGNORED = -100
"""Class of what is no part of the loss, by PyTorch's convention."""

_NO_SPACE_BEFORE = re.compile(r"^[.,!?:;)\]%]+$")
_NO_SPACE_AFTER = re.compile(r"^[(\[]$")
_MIXED_SHARE = 0.15


class Tagging(BaseModel):
    """What a set's tags mean."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["entities", "word_languages"]
    classes: dict[str, str]
    """Tag without its B or I → class; `?` where the set does not tell."""


def tagged_example(
    tokens: Sequence[str], tags: Sequence[str], tagging: Tagging, *, source: str
) -> Example:
    """Join the tokens as a person would write them, and return the text with its spans."""
    words = [cleaned(token) or token for token in tokens]
    text, places = _joined(words)
    spans = tuple(_spans(places, tags, tagging))
    if tagging.kind == "entities":
        return Example(text, source, "id", entities=spans)
    labels = {"code_mixed": _is_mixed([span.label for span in spans])}
    return Example(text, source, "id", labels, word_languages=spans)


def _joined(words: Iterable[str]) -> tuple[str, list[tuple[int, int]]]:
    text, places, last = "", [], ""
    for word in words:
        tight = not text or _NO_SPACE_BEFORE.match(word) or _NO_SPACE_AFTER.match(last)
        text += word if tight else f" {word}"
        places.append((len(text) - len(word), len(text)))
        last = word
    return text, places


def _spans(
    places: Sequence[tuple[int, int]], tags: Sequence[str], tagging: Tagging
) -> Iterable[Span]:
    """Yield a span a word for languages; for entities, words of one entity make one span."""
    before: Span | None = None
    for (start, end), tag in zip(places, tags, strict=True):
        part, _, name = tag.replace("_", "-", 1).rpartition("-")
        name = tag if tagging.kind == "word_languages" else name
        label = tagging.classes.get(name)
        goes_on = before is not None and before.label == label and part != "B"
        if before is not None and goes_on and tagging.kind == "entities":
            before = Span(before.start, end, before.label)
            continue
        if before is not None:
            yield before
        before = Span(start, end, label) if label is not None else None
    if before is not None:
        yield before


def _is_mixed(languages: Sequence[str]) -> bool:
    """Tell whether two languages each have a fair share of the words."""
    words = [one for one in languages if one != "OTH"]
    shares = [words.count(one) / max(len(words), 1) for one in ("ID", "JV", "EN")]
    shares.append(sum(one.startswith("MIX") for one in words) / max(len(words), 1))
    return sum(share >= _MIXED_SHARE for share in shares) > 1


def entity_targets(
    offsets: Sequence[tuple[int, int]], spans: Iterable[Span], tags: Sequence[str]
) -> list[int]:
    """Return the BIO class of every piece of a tokenizer, `IGNORED` where it is not known."""
    found = [IGNORED if start == end else 0 for start, end in offsets]
    for span in spans:
        inside = [at for at, (start, end) in enumerate(offsets) if _meets(span, start, end)]
        for number, at in enumerate(inside):
            part = "I" if number else "B"
            known = span.label != UNKNOWN
            found[at] = tags.index(f"{part}-{span.label}") if known else IGNORED
    return found


def word_targets(
    offsets: Sequence[tuple[int, int]], spans: Iterable[Span], classes: Sequence[str]
) -> list[int]:
    """Return the class of the first piece of every word, `IGNORED` elsewhere."""
    found = [IGNORED] * len(offsets)
    for span in spans:
        first = next((at for at, (s, e) in enumerate(offsets) if _meets(span, s, e)), None)
        if first is not None and found[first] == IGNORED:
            found[first] = classes.index(span.label)
    return found


def _meets(span: Span, start: int, end: int) -> bool:
    return start < end and start < span.end and end > span.start


def spans_of(
    classes: Sequence[int], offsets: Sequence[tuple[int, int]], tags: Sequence[str]
) -> list[Place]:
    """Join BIO classes of pieces to spans; an I that follows nothing of its kind begins one."""
    found: list[list[int | str]] = []
    last = "O"
    for at, (start, end) in zip(classes, offsets, strict=True):
        tag = tags[at] if start < end else "O"
        part, _, label = tag.partition("-")
        if tag == "O":
            last = "O"
            continue
        if part == "I" and last == label:
            found[-1][1] = end
        else:
            found.append([start, end, label])
        last = label
    return [(int(start), int(end), str(label)) for start, end, label in found]

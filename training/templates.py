"""Examples from sentences written for Saring: templates filled from slots, and whole ones."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from training.examples import OWN, WRITTEN, Example, Span, is_dev
from training.heads import BINARY, CLEAN

FOLDER = Path(__file__).with_name("templates")
SENTENCES = Path(__file__).with_name("sentences")
_SLOTS = "slots.yaml"
_SLOT = re.compile(r"\{(\w+)\}")
_TRIES = 8


class Group(BaseModel):
    """Templates of one meaning in one language, and what is true of every text made of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    meaning: str
    language: str = "id"
    speaks: bool = True
    labels: dict[str, bool] = {}
    """Besides these, every toxic head is false."""
    unknown: list[str] = []
    names: bool = False
    """Whether every name in the templates comes from a slot, so that names are labelled."""
    most: int = 0
    """Texts made of them all, in proportion to other groups."""
    texts: list[str]

    @property
    def known(self) -> dict[str, bool]:
        """Every head that the group tells of."""
        labels = {**CLEAN, **self.labels}
        return {head: value for head, value in labels.items() if head not in self.unknown}


class Slots(BaseModel):
    """Words by slot; some slots are names of a kind. A slot may end in a language: `pest_jv`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[str, list[str]]
    entities: dict[str, str]


def read_groups(folder: Path = FOLDER) -> tuple[Slots, list[Group]]:
    """Read and check every file of templates."""
    return Slots.model_validate(_content(folder / _SLOTS)), _groups(folder)


def _groups(folder: Path) -> list[Group]:
    return [
        Group.model_validate(one)
        for path in sorted(folder.glob("*.yaml"))
        if path.name != _SLOTS
        for one in _content(path)
    ]


def own_examples(seed: int, most: int, folder: Path = FOLDER) -> list[Example]:
    """Return texts of every group, in proportion to its `most`, `most` of all of them.

    A template is kept from training as a whole: its texts are too alike to be told apart.
    """
    slots, groups = read_groups(folder)
    total = sum(group.most for group in groups)
    examples = []
    for group in groups:
        choice = random.Random(f"{seed} {group.language} {group.meaning}")
        count = max(round(group.most / total * most), len(group.texts))
        examples += list(_of_group(group, slots, count, choice))
    return examples


def written_examples(folder: Path = SENTENCES) -> list[Example]:
    """Return the sentences that were written one by one."""
    return [
        Example(
            text=text,
            source=WRITTEN,
            language=group.language,
            labels=group.known,
            is_dev=is_dev(text),
            spoken=group.language if group.speaks else None,
        )
        for group in _groups(folder)
        for text in group.texts
    ]


def composed_examples(written: Sequence[Example], count: int, seed: int) -> list[Example]:
    """Return longer texts of several sentences, all of them harmless but perhaps one.

    What a text is, is what that one sentence is; sentences kept from training make no text.
    """
    choice = random.Random(f"{seed} composed")
    texts = [one for one in written if not one.is_dev]
    composed = []
    for _ in range(count):
        told = choice.choice(texts)
        around = [
            one.text
            for one in texts
            if one.language == told.language and _is_quiet(one) and one is not told
        ]
        parts = choice.sample(around, choice.randint(2, 5))
        parts.insert(choice.randint(0, len(parts)), told.text)
        text = " ".join(one if one[-1] in ".!?" else f"{one}." for one in parts)
        composed.append(replace(told, text=text))
    return composed


def _is_quiet(one: Example) -> bool:
    return len(one.labels) == len(CLEAN) and not any(one.labels.values())


def _of_group(group: Group, slots: Slots, count: int, choice: random.Random) -> Iterator[Example]:
    share = -(-count // len(group.texts))
    for template in group.texts:
        for text, spans in _fillings(template, slots, share, choice):
            yield Example(
                text=text,
                source=OWN,
                language=group.language,
                labels=group.known,
                is_dev=is_dev(template),
                spoken=group.language if group.speaks else None,
                entities=spans if group.names else None,
            )


def _fillings(
    template: str, slots: Slots, count: int, choice: random.Random
) -> list[tuple[str, tuple[Span, ...]]]:
    """Fill the template at random until there are `count` different texts, or no more are found."""
    found: dict[str, tuple[Span, ...]] = {}
    for _ in range(count * _TRIES):
        text, spans = _filled(template, slots, choice)
        found[text] = spans
        if len(found) == count or "{" not in template:
            break
    return list(found.items())


def _filled(template: str, slots: Slots, choice: random.Random) -> tuple[str, tuple[Span, ...]]:
    text, spans, done = "", [], 0
    for slot in _SLOT.finditer(template):
        text += template[done : slot.start()]
        word = choice.choice(slots.words[slot.group(1)])
        if slot.group(1) in slots.entities:
            spans.append(Span(len(text), len(text) + len(word), slots.entities[slot.group(1)]))
        text += word
        done = slot.end()
    return text + template[done:], tuple(spans)


def _content(path: Path) -> Any:  # noqa: ANN401 - what YAML holds is checked by the caller
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def unknown_names(groups: list[Group], slots: Slots) -> set[str]:
    """Return the slots and heads that templates name and nobody declares."""
    used = {name for group in groups for text in group.texts for name in _SLOT.findall(text)}
    heads = {head for group in groups for head in (*group.labels, *group.unknown)}
    return used - set(slots.words) | heads - set(BINARY)

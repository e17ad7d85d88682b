"""Examples from sentences written for Saring: templates filled from slots."""

import itertools
import random
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from training.examples import CLEAN, Example, is_dev

_FILE = Path(__file__).with_name("own_examples.yaml")
_SLOT = re.compile(r"\{(\w+)\}")


def read_own_examples(seed: int) -> Iterator[Example]:
    """Yield each group's filled templates, at most `most` of a group, chosen by `seed`."""
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    choice = random.Random(seed)
    for group in content["groups"]:
        labels = {**CLEAN, **group["labels"]}
        share = -(-group["most"] // len(group["texts"]))
        for template in group["texts"]:
            filled = list(_fill(template, content["slots"]))
            for text in choice.sample(filled, min(share, len(filled))):
                yield Example(text, "own", "id", labels, is_dev(text))


def _fill(template: str, slots: dict[str, list[str]]) -> Iterator[str]:
    names = _SLOT.findall(template)
    pattern = _SLOT.sub("{}", template)
    for words in itertools.product(*(slots[name] for name in names)):
        yield pattern.format(*words)

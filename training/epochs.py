"""What one epoch reads: so many rows of each set, another stretch of a large set every time."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from training.augmentation import augmented
from training.configuration import Settings
from training.examples import OWN, WRITTEN, Example

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

PIECE_WORDS = 5
_LIKE = 4
"""Texts whose numbers of pieces round up to the same multiple go into one batch."""


@dataclass(frozen=True)
class Epoch:
    """Encoded examples, and the batches: places in them."""

    examples: list[Example]
    encodings: "list[Encoding]"
    batches: list[list[int]]


class Sampler:
    """Draws epochs; the same settings and the same number give the same epoch."""

    def __init__(
        self, train: Sequence[Example], rows: dict[str, int], settings: Settings, begun: int = 0
    ) -> None:
        """Draw from `train`; `begun` epochs were drawn by a stage before."""
        self._settings = settings
        self._begun = begun
        self._rows = {**rows, OWN: settings.own_rows, WRITTEN: settings.written_rows}
        self._by_set: dict[str, list[Example]] = defaultdict(list)
        for example in train:
            self._by_set[example.source].append(example)
        for name, examples in self._by_set.items():
            random.Random(f"{settings.seed} {name}").shuffle(examples)

    def examples(self, number: int) -> list[Example]:
        """Return the examples of epoch `number`, disguised by chance, in no order."""
        number += self._begun
        choice = random.Random(f"{self._settings.seed} epoch {number}")
        drawn = []
        for name, examples in self._by_set.items():
            share = self._settings.rows_share if name not in {OWN, WRITTEN} else 1.0
            count = min(round(self._rows[name] * share), len(examples))
            start = number * count
            drawn += [examples[(start + at) % len(examples)] for at in range(count)]
        hidden, recased = self._settings.obfuscated, self._settings.recased
        changed = [augmented(one, choice, hidden=hidden, recased=recased) for one in drawn]
        changed += self._pieces(drawn, choice)
        choice.shuffle(changed)
        return changed

    def _pieces(self, drawn: list[Example], choice: random.Random) -> list[Example]:
        """Cut short pieces that teach the language alone: what a piece says is not labelled."""
        long = [one for one in drawn if one.spoken and len(one.text.split()) > PIECE_WORDS]
        count = min(self._settings.piece_rows, len(long))
        return [piece_of(one, choice) for one in choice.sample(long, count)]

    def epoch(self, number: int, tokenizer: "Tokenizer") -> Epoch:
        """Return epoch `number`, encoded and cut into batches."""
        examples = self.examples(number)
        encodings = tokenizer.encode_batch([one.text for one in examples])
        batches = batched([len(one.ids) for one in encodings], self._settings, number)
        return Epoch(examples, encodings, batches)


def piece_of(example: Example, choice: random.Random) -> Example:
    """Return five words in a row, of which only the language is known."""
    words = example.text.split()
    start = choice.randrange(len(words) - PIECE_WORDS + 1)
    text = " ".join(words[start : start + PIECE_WORDS])
    return replace(example, text=text, labels={}, weights={}, entities=None, word_languages=None)


def batched(lengths: Sequence[int], settings: Settings, number: int) -> list[list[int]]:
    """Put texts of like length together, as many as fit, in random order."""
    choice = random.Random(f"{settings.seed} batches {number}")
    order = sorted(range(len(lengths)), key=lambda at: (-(-lengths[at] // _LIKE), choice.random()))
    batches: list[list[int]] = []
    batch: list[int] = []
    for at in order:
        longest = -(-lengths[at] // _LIKE) * _LIKE
        most = max(min(settings.pieces_per_batch // longest, settings.texts_per_batch), 1)
        if len(batch) >= most:
            batches.append(batch)
            batch = []
        batch.append(at)
    if batch:
        batches.append(batch)
    choice.shuffle(batches)
    return batches

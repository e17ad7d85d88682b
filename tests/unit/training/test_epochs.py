"""What an epoch reads, and what each text teaches."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from training.configuration import read_settings
from training.epochs import Sampler, batched
from training.examples import OWN, Example, Span
from training.heads import BINARY, ENTITY_TAGS, LANGUAGES
from training.targets import make_batch
from training.tokens import IGNORED

PLAIN = read_settings("full").model_copy(
    update={"obfuscated": 0.0, "recased": 0.0, "piece_rows": 0, "own_rows": 2}
)


def _texts(name: str, count: int) -> list[Example]:
    return [Example(f"{name} teks nomor {at} ini", name, "id", spoken="id") for at in range(count)]


def test_a_large_set_gives_another_stretch_every_epoch_until_all_was_read() -> None:
    sampler = Sampler(_texts("besar", 30), {"besar": 10}, PLAIN)
    epochs = [{one.text for one in sampler.examples(number)} for number in range(3)]
    assert [len(one) for one in epochs] == [10, 10, 10]
    assert len(set.union(*epochs)) == 30


def test_a_small_set_is_read_whole_in_every_epoch_and_our_own_as_the_settings_say() -> None:
    sampler = Sampler([*_texts("kecil", 3), *_texts(OWN, 9)], {"kecil": 10}, PLAIN)
    for number in range(2):
        sources = [one.source for one in sampler.examples(number)]
        assert (sources.count("kecil"), sources.count(OWN)) == (3, 2)


def test_an_epoch_can_be_drawn_again_as_it_was() -> None:
    settings = read_settings("full")
    first, second = (Sampler(_texts("a", 50), {"a": 40}, settings) for _ in range(2))
    assert first.examples(1) == second.examples(1)
    assert first.examples(1) != first.examples(2)


def test_short_pieces_teach_the_language_and_nothing_else() -> None:
    labelled = [
        Example(f"satu dua tiga empat lima enam {at}", "a", "id", {"toxicity": True}, spoken="id")
        for at in range(5)
    ]
    settings = PLAIN.model_copy(update={"piece_rows": 5})
    pieces = [one for one in Sampler(labelled, {"a": 5}, settings).examples(0) if not one.labels]
    assert [len(one.text.split()) for one in pieces] == [5] * 5
    assert {one.spoken for one in pieces} == {"id"}


def test_batches_hold_every_text_once_and_no_more_pieces_than_allowed() -> None:
    lengths = [5 + (at * 7) % 70 for at in range(500)]
    batches = batched(lengths, PLAIN, 0)
    assert sorted(at for batch in batches for at in batch) == list(range(500))
    for batch in batches:
        assert len(batch) <= PLAIN.texts_per_batch
        assert len(batch) * max(lengths[at] for at in batch) <= PLAIN.pieces_per_batch


@dataclass
class Encoded:
    """As much of a tokenizer's answer as a batch needs."""

    ids: list[int]
    offsets: list[tuple[int, int]]


def test_a_head_that_a_set_does_not_label_has_no_weight() -> None:
    labelled = Example("a b", "s", "id", {"toxicity": True, "threat": False}, {"threat": 0.5})
    encoded: Any = Encoded([0, 7, 8, 2], [(0, 0), (0, 1), (1, 3), (0, 0)])
    batch = make_batch([labelled], [encoded])
    known = {BINARY[at]: batch.weight[0, at] for at in np.flatnonzero(batch.weight[0])}
    assert known == {"toxicity": 1.0, "threat": 0.5}
    assert np.isnan(batch.truth[0][batch.weight[0] == 0]).all()
    assert batch.language.tolist() == [IGNORED]
    assert set(batch.entities.ravel()) == set(batch.words.ravel()) == {IGNORED}


def test_a_batch_is_padded_and_its_padding_teaches_nothing() -> None:
    named = Example("Budi", "s", "jv", spoken="jv", entities=(Span(0, 4, "PERSON"),))
    short: Any = Encoded([0, 7, 2], [(0, 0), (0, 4), (0, 0)])
    long: Any = Encoded([0, 7, 8, 9, 2], [(0, 0), (0, 1), (1, 2), (2, 4), (0, 0)])
    batch = make_batch([named, named], [short, long], step=4)
    assert batch.ids.shape == (2, 8)
    assert batch.mask.sum(axis=1).tolist() == [3, 5]
    begin = ENTITY_TAGS.index("B-PERSON")
    assert batch.entities[0].tolist() == [IGNORED, begin, *[IGNORED] * 6]
    assert batch.language.tolist() == [LANGUAGES.index("jv")] * 2


@pytest.mark.parametrize("profile", ["full", "open", "smoke"])
def test_every_profile_can_be_read(profile: str) -> None:
    assert read_settings(profile).epochs > 0


def test_an_unknown_profile_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="there is no profile fast; there are: full, open, smoke"):
        read_settings("fast")


def test_the_open_profile_reads_openly_licensed_sets_alone() -> None:
    assert read_settings("open").licences == {"open"}

"""Our own sentences: complete, matched, and filled the same way every time."""

from pathlib import Path

from services.moderation.domain.screening import TOXICITY_SCORES
from training.examples import OWN
from training.heads import CLEAN
from training.templates import own_examples, read_groups, unknown_names

SLOTS, GROUPS = read_groups()
OWN_EXAMPLES = own_examples(1, 4_000)


def test_every_slot_and_head_that_is_named_exists() -> None:
    assert unknown_names(GROUPS, SLOTS) == set()


def test_no_template_says_two_things() -> None:
    said: dict[str, bool] = {}
    for group in GROUPS:
        is_toxic = {**CLEAN, **group.labels}["toxicity"]
        for text in group.texts:
            assert said.setdefault(text, is_toxic) is is_toxic, text


def test_filled_texts_keep_no_slot_and_have_no_double_label() -> None:
    labels: dict[str, bool] = {}
    for one in OWN_EXAMPLES:
        assert "{" not in one.text
        if "toxicity" in one.labels:
            assert labels.setdefault(one.text, one.labels["toxicity"]) is one.labels["toxicity"]


def test_every_language_of_the_office_has_harmless_texts_and_their_hard_counterparts() -> None:
    for language in ("id", "jv", "su"):
        texts = [one for one in OWN_EXAMPLES if one.language == language]
        toxic = sum(one.labels.get("toxicity", False) for one in texts)
        assert 0.25 < toxic / len(texts) < 0.6, language


def test_harmless_texts_are_harmless_to_every_label_of_detoxify() -> None:
    for group in GROUPS:
        if not group.labels.get("toxicity"):
            assert not any(group.labels.get(head) for head in TOXICITY_SCORES), group.meaning


def test_names_are_where_their_spans_say() -> None:
    named = [one for one in OWN_EXAMPLES if one.entities]
    assert named
    for one in named:
        for span in one.entities or ():
            slots = [slot for slot, kind in SLOTS.entities.items() if kind == span.label]
            words = {word for slot in slots for word in SLOTS.words[slot]}
            assert one.text[span.start : span.end] in words


def test_the_same_seed_gives_the_same_texts_and_another_gives_others() -> None:
    assert own_examples(1, 4_000) == OWN_EXAMPLES
    assert own_examples(2, 4_000) != OWN_EXAMPLES


def test_a_template_is_in_dev_or_in_training_and_never_in_both(tmp_path: Path) -> None:
    (tmp_path / "slots.yaml").write_text("words: {n: [a, b, c]}\nentities: {}\n", encoding="utf-8")
    texts = "".join(f"    - 'teks {number} {{n}}'\n" for number in range(60))
    group = f"- meaning: any\n  most: 180\n  texts:\n{texts}"
    (tmp_path / "some.yaml").write_text(group, encoding="utf-8")
    parts: dict[str, set[bool]] = {}
    for one in own_examples(1, 180, tmp_path):
        assert one.source == OWN
        parts.setdefault(one.text[:-2], set()).add(one.is_dev)
    assert all(len(part) == 1 for part in parts.values())
    assert {True} in parts.values()

"""How the published sets are read: labels, dev parts, and what may not leak."""

import hashlib
import json
from pathlib import Path

import pytest

from training.examples import Example, cleaned, is_dev, same_text_key
from training.heads import BINARY, CLEAN, LANGUAGES
from training.rules import matches
from training.sets import read_descriptions, read_sets, without_leaks

DESCRIPTION = """
tweets:
  by: somebody
  licence: nc
  stated: CC BY-NC 4.0
  files: [tweets/data.csv]
  rows: 10
  dev: [{part: dev}]
  clean: [{hs: "0", rude: "0"}]
  labels:
    toxicity: [{hs: "1"}, {rude: "1"}]
    identity_attack: [{hs: "1", whom: [faith, race]}]
    online_gambling: false
  unknown:
    identity_attack: [{whom: unsure}]
posts:
  by: somebody
  licence: open
  stated: MIT
  files: [posts/data.csv]
  rows: 10
  clean: [{}]
  skip_coarse: [{mood: angry}]
"""
TWEETS = """text,hs,rude,whom,part
USER selamat pagi URL,0,0,,train
dasar kamu,0,1,,train
usir mereka,1,0,faith,train
usir dia,1,0,unsure,train
Kapan jalan diperbaiki?,0,0,,dev
"""
POSTS = """text,mood
kapan jalan diperbaiki,calm
jalan rusak dasar goblok,angry
jalan rusak saya kecewa,angry
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in (("tweets", TWEETS), ("posts", POSTS)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "data.csv").write_text(content, encoding="utf-8")
    (tmp_path / "sets.yaml").write_text(DESCRIPTION, encoding="utf-8")
    return tmp_path


def _by_text(folder: Path) -> dict[str, Example]:
    read = read_sets(folder, {"open", "nc"}, path=folder / "sets.yaml")
    return {one.text: one for one in read.examples}


def test_a_row_that_is_clean_has_every_toxic_head_false(folder: Path) -> None:
    assert _by_text(folder)["@user selamat pagi http"].labels == {**CLEAN, "online_gambling": False}


def test_a_head_is_true_when_any_of_its_conditions_holds_and_unknown_when_not_named(
    folder: Path,
) -> None:
    examples = _by_text(folder)
    assert examples["dasar kamu"].labels == {
        "toxicity": True,
        "identity_attack": False,
        "online_gambling": False,
    }
    assert examples["usir mereka"].labels["identity_attack"] is True


def test_a_head_that_the_set_leaves_open_is_no_label(folder: Path) -> None:
    assert "identity_attack" not in _by_text(folder)["usir dia"].labels


def test_a_text_of_one_sets_dev_part_is_not_trained_on_in_another(folder: Path) -> None:
    examples = _by_text(folder)
    assert examples["Kapan jalan diperbaiki?"].is_dev
    assert "kapan jalan diperbaiki" not in examples


def test_coarse_words_are_left_out_where_the_sets_label_says_nothing_of_them(folder: Path) -> None:
    examples = _by_text(folder)
    assert "jalan rusak dasar goblok" not in examples
    assert "jalan rusak saya kecewa" in examples


def test_a_profile_reads_only_sets_of_its_licences(folder: Path) -> None:
    read = read_sets(folder, {"open"}, path=folder / "sets.yaml")
    assert {one.source for one in read.examples} == {"posts"}


def test_the_dev_rule_is_the_texts_digest_alone() -> None:
    texts = [f"teks {number}" for number in range(200)]
    expected = [int(hashlib.sha256(one.encode()).hexdigest(), 16) % 10 == 0 for one in texts]
    assert [is_dev(one) for one in texts] == expected
    assert any(expected)


def test_repeated_texts_of_a_set_stay_in_dev_and_go_once_into_training() -> None:
    def copies(text: str, *, dev: bool) -> list[Example]:
        return [Example(text, "set", "id", is_dev=dev)] * 2

    kept = without_leaks([*copies("satu dua", dev=True), *copies("tiga", dev=False)])
    assert [one.text for one in kept] == ["satu dua", "satu dua", "tiga"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("USER USER halo\\nkawan'", "@user @user halo kawan"),
        ("[USERNAME] lihat [URL] &amp; sebarkan", "@user lihat http & sebarkan"),
        ("RT USER: siapa USERNAME", "@user: siapa @user"),
        ("USERBARU tetap", "USERBARU tetap"),
    ],
)
def test_what_sets_put_in_place_of_names_and_links_reads_like_a_post(raw: str, text: str) -> None:
    assert cleaned(raw) == text


def test_two_copies_of_a_post_have_one_key_whatever_their_masks_and_case() -> None:
    assert same_text_key("USER Jalan RUSAK!! URL") == same_text_key("@user jalan rusak http")


def test_an_empty_condition_holds_for_no_row_and_an_empty_mapping_for_every_row() -> None:
    assert not matches([], {"a": "1"})
    assert matches([{}], {"a": "1"})


def test_every_set_names_heads_and_languages_that_exist() -> None:
    for name, one in read_descriptions().items():
        assert set(one.labels) | set(one.weights) | set(one.unknown) <= set(BINARY), name
        if one.speaks:
            assert {*one.languages.values()} | {one.language} <= set(LANGUAGES), name


def test_the_code_mixed_tweets_are_read_as_words_with_languages(tmp_path: Path) -> None:
    row = {"tokens": ["aku", "lagi", "sad", "ik"], "tags": ["ID", "ID", "EN", "JV"]}
    (tmp_path / "mixed").mkdir()
    (tmp_path / "mixed" / "dev.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (tmp_path / "sets.yaml").write_text(
        "mixed: {by: x, licence: open, stated: MIT, rows: 1, files: [mixed/dev.jsonl], dev: [],"
        " tags: {kind: word_languages, classes: {ID: ID, EN: EN, JV: JV}}}\n",
        encoding="utf-8",
    )
    (one,) = read_sets(tmp_path, {"open"}, path=tmp_path / "sets.yaml").examples
    assert one.is_dev
    assert one.labels == {"code_mixed": True}
    assert [span.label for span in one.word_languages or ()] == row["tags"]

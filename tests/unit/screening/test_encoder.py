"""The encoder: reads what it is given, whole, the same every time, and only as released."""

import hashlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from services.moderation.domain.screening import TOXICITY_SCORES
from services.moderation.screening.encoder import FOLDER, Encoder, TooLongError
from services.moderation.screening.missing import CheckerMissingError

CALM = "Jalan di depan pasar sudah diperbaiki dan warga merasa senang. "
ABUSE = "dasar bupati anjing goblok bangsat"
TEXTS = ["", "ok", "👍🏽", ABUSE, CALM * 40, "ﷺ" * 20, "a\x00b", "\u200b", "e\u0301" * 90]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the release that a test may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "encoder"))


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_is_read(encoder: Encoder, text: str) -> None:
    reading = encoder.read(text)
    assert reading.binary.shape == (len(encoder.heads),)
    assert reading.language.shape == (len(encoder.languages),)
    assert np.isfinite(reading.binary).all()
    for window in reading.windows:
        assert all(0 <= start <= end <= len(text) for start, end in window.offsets)
        assert len(window.offsets) == len(window.entities) == len(window.words)
        assert len(window.offsets) == len(window.begins)


def test_a_long_text_is_read_to_its_end_in_windows_that_overlap(encoder: Encoder) -> None:
    text = CALM * 40
    reading = encoder.read(text)
    spans = [
        (min(start for start, end in one.offsets if end), max(end for _, end in one.offsets))
        for one in reading.windows
    ]
    assert len(spans) > 1
    assert (spans[0][0], spans[-1][1]) == (0, len(text.rstrip()))
    assert all(later[0] < sooner[1] for sooner, later in pairwise(spans))


def test_a_long_text_is_what_its_worst_window_is(encoder: Encoder) -> None:
    column = encoder.column("toxicity")
    calm = encoder.read(CALM * 20)
    abusive = encoder.read(f"{CALM * 20}{ABUSE}. {CALM * 20}")
    assert abusive.binary[column] > calm.binary[column] + 2


def test_every_word_of_a_long_text_begins_once(encoder: Encoder) -> None:
    text = CALM * 40
    begins = sum(sum(one.begins) for one in encoder.read(text).windows)
    assert begins == pytest.approx(len(text.split()), abs=len(encoder.read(text).windows))


@pytest.mark.parametrize("text", [CALM * 320, "Tolong didandani, dalan rusak! 👍 " * 400], ids=len)
def test_the_longest_posts_are_read(encoder: Encoder, text: str) -> None:
    assert len(encoder.read(text[:20_000]).windows) > 30


@pytest.mark.parametrize("letter", ["ﷺ", "你", "😀", "ꦱ"])
def test_what_would_take_minutes_is_not_read(encoder: Encoder, letter: str) -> None:
    with pytest.raises(TooLongError):
        encoder.read(letter * 20_000)


def test_the_answer_is_the_same_every_time_and_in_every_thread(encoder: Encoder) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda text: encoder.read(text).binary, [ABUSE] * 24))
    assert all(np.array_equal(one, answers[0]) for one in answers)


def test_it_has_the_heads_that_checkers_read(encoder: Encoder) -> None:
    assert [one.name for one in encoder.heads][: len(TOXICITY_SCORES)] == list(TOXICITY_SCORES)
    with pytest.raises(CheckerMissingError, match="no head kindness"):
        encoder.column("kindness")


@pytest.mark.parametrize(
    "name", ["encoder.onnx", "tokenizer.json", "heads.json", "ngrams.npz"], ids=str
)
def test_an_altered_file_is_not_opened(copy: Path, name: str) -> None:
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(CheckerMissingError, match=f"{name} of the encoder is not the released one"):
        Encoder(copy)


def test_an_absent_file_is_missing(copy: Path) -> None:
    (copy / "encoder.onnx").unlink()
    with pytest.raises(CheckerMissingError, match="cannot be read"):
        Encoder(copy)


@pytest.mark.parametrize(
    "manifest", ["", "{}", "[]", '{"version": "1"}', '{"version": "1", "files": [1]}']
)
def test_without_a_manifest_nothing_is_opened(copy: Path, manifest: str) -> None:
    (copy / "manifest.json").write_text(manifest)
    with pytest.raises(CheckerMissingError, match="manifest"):
        Encoder(copy)


def test_a_file_of_another_shape_makes_the_checker_missing(copy: Path) -> None:
    (copy / "heads.json").write_text("[]")
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["files"]["heads.json"] = hashlib.sha256(b"[]").hexdigest()
    (copy / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(CheckerMissingError, match="cannot be loaded"):
        Encoder(copy)


def test_a_file_that_the_manifest_does_not_name_is_not_opened(copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_text())
    del manifest["files"]["heads.json"]
    (copy / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(CheckerMissingError, match="not the released one"):
        Encoder(copy)

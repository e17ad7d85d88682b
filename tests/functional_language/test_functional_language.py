"""What screening makes of abuse and of its harmless look-alikes, function by function."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from services.moderation.domain.screening import FLAGGED
from services.moderation.screening.assembly import make_screener
from services.moderation.screening.pipeline import Screener
from tests.functional_language.functional_rows import FOLDER, Expected, Row, blocks, rows

FUNCTIONS = [block["function"] for block in blocks()]

OF_ALL = 0.95
OF_EACH_FUNCTION = 0.8

DECIDING = ("toxicity", "identity_attack")
"""A text is flagged toxic by the greater of these."""

REGISTERS = {"formal", "casual", "slang"}
JAVANESE = {"ngoko", "krama"}
LANGUAGES = {"id", "jv", "su", "en", "id+jv", "id+su", "id+en"}

SLOW_MACHINE = 900
"""Seconds; the first test of quality waits for the screening of every row."""


@pytest.fixture(scope="module")
def screener() -> Iterator[Screener]:
    made = make_screener()
    yield made
    made.close()


@pytest.fixture(scope="module")
def wrong(screener: Screener) -> frozenset[str]:
    """Return the ids of the rows that screening gets wrong. No hint: citizens give none."""
    return frozenset(row.id for row in rows() if _outcome(screener, row) != row.expected)


def _outcome(screener: Screener, row: Row) -> Expected:
    scores = screener.screen(row.text).scores
    known = [score for name in DECIDING if (score := scores[name]) is not None]
    assert len(known) == len(DECIDING), f"the toxicity checker gave no score for {row.id}"
    return Expected.FLAGGED if max(known) >= FLAGGED else Expected.PASSES


def _assert_share(name: str, asked: list[Row], wrong: frozenset[str], least: float) -> None:
    """Name the wrong rows by their ids: their texts are not for a log."""
    missed = [row.id for row in asked if row.id in wrong]
    share = 1 - len(missed) / len(asked)
    assert share >= least, f"{name}: {share:.1%} of {len(asked)}; wrong: {', '.join(missed)}"


@pytest.mark.quality
@pytest.mark.timeout(SLOW_MACHINE)
def test_nearly_every_row_is_judged_as_expected(wrong: frozenset[str]) -> None:
    _assert_share("all", list(rows()), wrong, OF_ALL)


@pytest.mark.quality
@pytest.mark.timeout(SLOW_MACHINE)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_most_rows_of_each_function_are_judged_as_expected(
    function: str, wrong: frozenset[str]
) -> None:
    asked = [row for row in rows() if row.function == function]
    _assert_share(function, asked, wrong, OF_EACH_FUNCTION)


def test_every_text_stands_once() -> None:
    texts = Counter(" ".join(row.text.casefold().split()) for row in rows())
    assert [text for text, times in texts.items() if times > 1] == []


def test_every_function_has_one_block_and_every_row_an_id_of_its_function() -> None:
    assert len(set(FUNCTIONS)) == len(FUNCTIONS)
    assert len({row.id for row in rows()}) == len(rows())
    assert [row.id for row in rows() if not re.fullmatch(rf"{row.function}_\d\d", row.id)] == []


def test_there_are_enough_rows_of_both_outcomes() -> None:
    assert len(rows()) >= 600
    assert min(Counter(row.expected for row in rows()).values()) >= 0.4 * len(rows())


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_has_enough_rows_in_indonesian_javanese_and_sundanese(function: str) -> None:
    languages = [row.language for row in rows() if row.function == function]
    assert 12 <= len(languages) <= 25
    assert {part for language in languages for part in language.split("+")} >= {"id", "jv", "su"}


def test_languages_and_registers_are_known_ones() -> None:
    assert {row.language for row in rows()} == LANGUAGES
    assert {row.register for row in rows() if row.language == "jv"} == JAVANESE
    assert {row.register for row in rows() if row.language != "jv"} == REGISTERS


def test_every_minimal_pair_expects_both_outcomes() -> None:
    pairs = defaultdict(list)
    for row in rows():
        if row.pair is not None:
            pairs[row.pair].append(row.expected)
    assert [pair for pair, expected in pairs.items() if set(expected) != set(Expected)] == []


def test_the_readme_lists_every_function_with_its_count() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| (\w+) \| [^|]+ \| (\d+) \|", readme, re.MULTILINE)
    written = [
        (block["function"], block["expected"], str(len(block["rows"]))) for block in blocks()
    ]
    assert sorted(listed) == sorted(written)

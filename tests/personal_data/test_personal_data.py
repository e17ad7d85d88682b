"""How much of the marked personal data is found, exactly, and how many clean texts are flagged.

The floors lie below the first run on the second half, which README.md reports.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import pytest

from services.moderation.domain.screening import FLAGGED
from services.moderation.screening.checker import Passage
from services.moderation.screening.personal.checker import PersonalDataChecker
from tests.personal_data.personal_rows import rows

STATEMENTS = {"HEALTH", "CHILD", "CRIMINAL_RECORD", "FINANCE"}
APART = {*STATEMENTS, "PERSON", "ADDRESS", "DATE_OF_BIRTH"}
HALVES = ("first", "second")


class Counts(NamedTuple):
    """Spans that are right, wrong and missed, by label, and the clean texts with a finding."""

    right: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]
    flagged: int
    clean: int

    def of(self, labels: Iterable[str]) -> tuple[float, float]:
        """Return precision and recall of some labels together."""
        chosen = set(labels)
        right, wrong, missed = (
            sum(count for label, count in counts.items() if label in chosen)
            for counts in (self.right, self.wrong, self.missed)
        )
        return right / (right + wrong), right / (right + missed)

    def f1(self, label: str) -> float:
        precision, recall = self.of({label})
        return 2 * precision * recall / (precision + recall)


@cache
def counted(half: str) -> Counts:
    checker = PersonalDataChecker()
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    flagged = clean = 0
    for row in rows(half):
        findings = checker.check(Passage(row.text)).findings
        found = {(one.label, one.start, one.end) for one in findings if one.score >= FLAGGED}
        wanted = {(one.label, one.start, one.end) for one in row.spans}
        right.update(label for label, *_ in found & wanted)
        wrong.update(label for label, *_ in found - wanted)
        missed.update(label for label, *_ in wanted - found)
        clean += not wanted
        flagged += bool(found and not wanted)
    return Counts(right, wrong, missed, flagged, clean)


@pytest.mark.parametrize("half", HALVES)
def test_identifiers_are_found_with_their_exact_places(half: str) -> None:
    counts = counted(half)
    precision, recall = counts.of({*counts.right, *counts.missed} - APART)
    assert precision >= 0.95
    assert recall >= 0.96


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize(("label", "least"), [("ADDRESS", 0.9), ("PERSON", 0.85)])
def test_addresses_and_names_are_found(half: str, label: str, least: float) -> None:
    assert counted(half).f1(label) >= least


@pytest.mark.parametrize("half", HALVES)
def test_clean_texts_pass(half: str) -> None:
    counts = counted(half)
    assert counts.flagged <= 0.015 * counts.clean


@pytest.mark.parametrize("half", HALVES)
def test_what_is_said_of_a_person_is_not_told_of_everybody(half: str) -> None:
    precision, _ = counted(half).of(STATEMENTS)
    assert precision >= 0.6

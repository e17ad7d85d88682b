"""Redaction: unchanged slices and placeholders, and no identifier left."""

import re

from hypothesis import given
from hypothesis import strategies as st

from services.moderation.domain.screening import FLAGGED
from services.moderation.screening.checker import Passage
from services.moderation.screening.personal.checker import PersonalDataChecker
from services.moderation.screening.redaction import redact
from tests.unit.screening.examples import NIK, finding, personal

PLACEHOLDER = re.compile(r"\[[A-Za-z ]+ disamarkan\]")
IDENTIFIERS = st.sampled_from(
    [NIK, "3404 0112 0385 0001", "081234567890", "+62 812-3456-7890", "budi@gmail.com"]
)


def test_nothing_found_leaves_the_text_as_it_is() -> None:
    assert redact("  apa adanya\n", []) == "  apa adanya\n"


def test_each_kind_has_its_placeholder_in_indonesian() -> None:
    findings = [personal(0, 3), personal(4, 7, "PHONE_NUMBER"), personal(8, 11, "EMAIL_ADDRESS")]
    assert redact("aaa bbb ccc", findings) == (
        "[NIK disamarkan] [nomor telepon disamarkan] [surel disamarkan]"
    )


def test_every_identical_occurrence_is_masked() -> None:
    assert redact(f"{NIK} dan {NIK}", [personal(0, 16)]) == (
        "[NIK disamarkan] dan [NIK disamarkan]"
    )


def test_a_short_identifier_is_masked_only_where_it_was_found() -> None:
    assert redact("12345 dan 12345", [personal(0, 5)]) == "[NIK disamarkan] dan 12345"


def test_overlapping_spans_become_one_placeholder() -> None:
    assert redact("abcdefgh", [personal(0, 5), personal(3, 7, "PHONE_NUMBER")]) == (
        "[NIK disamarkan]h"
    )


def test_what_a_person_must_judge_and_what_is_unsure_stays() -> None:
    text = "ayahnya diabetes"
    kept = [personal(8, 16, "HEALTH"), personal(0, 7, score=0.4), finding("spam", "scam")]
    assert redact(text, kept) == text


@given(st.lists(st.one_of(IDENTIFIERS, st.text(max_size=20)), max_size=8))
def test_screening_the_redacted_text_finds_no_identifier_again(parts: list[str]) -> None:
    checker = PersonalDataChecker()
    text = " ".join(parts)
    redacted = redact(text, checker.check(Passage(text)).findings)
    found = checker.check(Passage(redacted)).findings
    assert [one for one in found if one.score >= FLAGGED] == []


@given(st.lists(st.one_of(IDENTIFIERS, st.text(max_size=20)), max_size=8))
def test_what_is_not_masked_stands_unchanged_and_in_order(parts: list[str]) -> None:
    text = " ".join(parts)
    kept = PLACEHOLDER.split(redact(text, PersonalDataChecker().check(Passage(text)).findings))
    assert text.startswith(kept[0])
    assert text.endswith(kept[-1])
    done = 0
    for piece in kept:
        done = text.index(piece, done) + len(piece)

"""The statement of reasons: every reason says all that a citizen is owed, in both languages."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from services.moderation.screening.grounds import GROUNDS, ground_of
from services.moderation.screening.labels import CATEGORY_OF
from services.moderation.screening.moments import in_words, language_names
from services.moderation.screening.policy import load_policy
from services.moderation.screening.reasons import REJECTION_REASONS, RejectionReason
from services.moderation.screening.statement import Rejection, preview, statement
from tests.unit.screening.examples import finding

DECIDED = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
UNTIL = datetime(2026, 12, 24, 9, 30, tzinfo=UTC)
MACHINE_REASONS = {rule.reason_code for rule in load_policy().content.rules if rule.reason_code}


def _rejection(reason: str = "abuse", **more: object) -> Rejection:
    facts: dict[str, object] = {
        "reason_code": reason,
        "revision": 2,
        "language": "jv",
        "by_machine": True,
        "decided_at": DECIDED,
        "appeal_until": UNTIL,
        "findings": (),
        "zone": ZoneInfo("Asia/Jakarta"),
    }
    return Rejection(**{**facts, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("reason", sorted({*REJECTION_REASONS, *MACHINE_REASONS}))
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_reason_has_every_sentence(reason: str, language: str) -> None:
    """What, rule, why, what to change: whole sentences that speak of nobody's guilt."""
    ground = GROUNDS[RejectionReason(reason)]
    for sentence in (ground.what, ground.rule, ground.why, ground.change):
        assert re.fullmatch(r"[A-Z].{15,}\.", sentence[language])
    assert ground.law is None or re.search(r"\d+/\d{4}", ground.law[language])
    told = statement(_rejection(reason))[language]
    for part in (ground.what, ground.rule, ground.why, ground.change):
        assert part[language] in told
    assert ground.law is None or ground.law[language] in told
    assert "  " not in told
    assert not re.search(r"\bmelanggar hukum\b|\bpelaku\b|\billegal\b|\bNone\b", told)


def test_each_reason_stands_on_its_own_ground() -> None:
    assert list(GROUNDS) == list(REJECTION_REASONS)
    assert len({ground.what["id"] for ground in GROUNDS.values()}) == len(GROUNDS)
    assert set().union(*(ground.found for ground in GROUNDS.values())) <= set(CATEGORY_OF)


def test_it_says_which_text_when_by_whom_and_how_to_appeal() -> None:
    told = statement(_rejection())
    for shown in (
        "berbahasa Jawa (revisi 2)",
        "secara otomatis, tanpa petugas,",
        "24 November 2026 pukul 16.30 WIB",
        "keberatan satu kali",
        "paling lambat 24 Desember 2026 pukul 16.30 WIB",
    ):
        assert shown in told["id"]
    for shown in (
        "in Javanese (revision 2)",
        "automatically, without a person,",
        "24 November 2026 at 16:30 WIB",
        "until 24 December 2026 at 16:30 WIB",
    ):
        assert shown in told["en"]


def test_after_a_person_another_person_looks_at_the_appeal() -> None:
    told = statement(_rejection(by_machine=False))
    assert "petugas lain akan memeriksanya" in told["id"]
    assert "another person will look at it" in told["en"]


def test_the_last_word_says_that_it_is_final_and_where_else_to_turn() -> None:
    told = statement(_rejection(by_machine=False, appeal_until=None))
    assert "final" in told["id"]
    assert "mengajukan keberatan" not in told["id"]
    assert "Ombudsman" in told["en"]
    assert "you may appeal" not in told["en"]


def test_facts_are_those_that_speak_for_the_ground_and_count() -> None:
    """Others were found too, or not surely enough; each is told once."""
    sure, twin = finding("toxicity", "insult"), finding("toxicity", "insult")
    other = finding("spam", "online_gambling")
    unsure = finding("toxicity", "threat", score=0.49)
    rejection = _rejection(findings=(sure, other, twin, unsure))
    assert rejection.facts == (sure, twin)
    assert [(one.label, count) for one, count in rejection.kinds] == [("insult", 2)]
    told = statement(rejection)["id"]
    assert told.count("Pemeriksaan otomatis menemukan") == 1
    assert "Pemeriksaan otomatis" not in statement(_rejection("off_topic", findings=(sure,)))["id"]


@pytest.mark.parametrize(
    ("reason", "found", "told"),
    [
        ("abuse", "toxicity", {"id": "makian.", "en": "abuse."}),
        ("abuse", "severe_toxicity", {"id": "makian yang berat.", "en": "severe abuse."}),
        ("abuse", "insult", {"id": "hinaan terhadap seseorang.", "en": "an insult."}),
        ("abuse", "identity_attack", None),
        (
            "hate",
            "identity_attack",
            {"id": "serangan terhadap suatu kelompok.", "en": "an attack on a group."},
        ),
        ("hate", "toxicity", {"id": "makian atau ujaran kebencian.", "en": "abuse or hate."}),
        ("hate", "insult", None),
    ],
)
def test_who_insulted_somebody_is_not_told_that_they_attacked_a_group(
    reason: str, found: str, told: dict[str, str] | None
) -> None:
    one = replace(finding("toxicity", found), reason_code=found)
    rejection = _rejection(reason, findings=(one,))
    leads = {"id": "Pemeriksaan otomatis menemukan: ", "en": "Automatic screening found: "}
    for language, lead in leads.items():
        lines = [line for line in statement(rejection)[language].split("\n") if lead in line]
        assert lines == ([lead + told[language]] if told else [])


def test_each_part_stands_on_a_line_of_its_own() -> None:
    for told in statement(_rejection(findings=(finding("toxicity", "insult"),))).values():
        assert len(told.split("\n")) == 5
        assert all(line.strip() == line for line in told.split("\n"))


def test_a_text_that_was_never_edited_has_no_revision() -> None:
    told = statement(_rejection(revision=1))
    assert "revisi" not in told["id"]
    assert "revision" not in told["en"]


def test_an_unknown_language_is_left_out() -> None:
    assert statement(_rejection(language="und"))["id"].startswith("Kiriman Anda (revisi 2)")
    assert language_names("und") is None
    assert language_names("qqq") is None


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Jakarta", "24 November 2026 pukul 16.30 WIB"),
        ("Asia/Makassar", "24 November 2026 pukul 17.30 WITA"),
        ("Asia/Jayapura", "24 November 2026 pukul 18.30 WIT"),
    ],
)
def test_times_are_the_offices(zone: str, shown: str) -> None:
    assert in_words(DECIDED, ZoneInfo(zone))["id"] == shown


def test_a_reason_of_another_version_still_has_words() -> None:
    assert ground_of("from-the-future") is GROUNDS[REJECTION_REASONS[-1]]
    assert statement(_rejection("from-the-future"))["id"]


@pytest.mark.parametrize("reason", REJECTION_REASONS)
def test_moderators_preview_what_is_known_before_they_decide(reason: str) -> None:
    known = preview(reason)
    whole = statement(_rejection(reason))
    for language in ("id", "en"):
        assert GROUNDS[RejectionReason(reason)].what[language] in known[language]
        assert "WIB" not in known[language]
        assert len(known[language]) < len(whole[language])

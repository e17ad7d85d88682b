"""Screening as a whole: what fails, hangs or breaks ends with a person, never with an approval."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from services.moderation.domain.screening import (
    SCORES,
    Failure,
    FailureKind,
    Language,
    Screening,
    Verdict,
)
from services.moderation.screening.assembly import make_screener
from services.moderation.screening.checker import Checker, MissingChecker, Passage, Result
from services.moderation.screening.pipeline import UNREADABLE, Screener
from services.moderation.screening.policy import load_policy
from tests.unit.screening.examples import NIK, OTHERS, Steady, finding, personal

POLICY = load_policy()


@dataclass
class Raising(Steady):
    """A checker that raises."""

    error: BaseException = field(default_factory=lambda: ValueError("quotes the text"))

    def check(self, passage: Passage) -> Result:
        del passage
        raise self.error


@pytest.fixture(scope="module")
def screener() -> Iterator[Screener]:
    """Give the screener as released."""
    made = make_screener()
    yield made
    made.close()


def screen_with(checker: Checker, text: str = "halo") -> Screening:
    """Screen `text` with one checker under test and another that finds nothing."""
    screener = Screener([checker, OTHERS], POLICY, deadline_seconds=10)
    result = screener.screen(text)
    screener.close()
    return result


def test_when_all_answer_and_nothing_is_found_it_is_approved() -> None:
    result = screen_with(Steady())
    assert (result.verdict, result.complete, result.failures) == (Verdict.APPROVE, True, ())
    assert result.redacted_text == "halo"


@pytest.mark.parametrize(
    ("checker", "kind"),
    [
        (Raising("broken"), "error"),
        (Raising("broken", error=SystemExit(1)), "error"),
        (MissingChecker("broken", frozenset({"spam"})), "missing"),
        # Answers that are none: other scores, no probability, a span outside the text.
        (Steady("broken", result=Result({})), "error"),
        (Steady("broken", result=Result({"spam": float("nan")})), "error"),
        (Steady("broken", result=Result({"spam": 1.5})), "error"),
        (Steady("broken", result=Result({"spam": 0.0}, (personal(0, 99),))), "error"),
        (
            Steady("broken", result=Result({"spam": 0.0}, (finding("personal_data", "ID_NIK"),))),
            "error",
        ),
    ],
)
def test_a_checker_that_gives_no_answer_nulls_its_scores_and_a_person_decides(
    checker: Checker, kind: str
) -> None:
    result = screen_with(checker)
    assert result.verdict is Verdict.REVIEW
    assert not result.complete
    assert result.failures == (Failure("broken", FailureKind(kind)),)
    assert result.scores == {**dict.fromkeys(SCORES, 0.0), "spam": None}


def test_a_failing_checker_logs_no_word_of_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    screen_with(Raising("broken"))
    output = capsys.readouterr()
    assert "quotes the text" not in output.out + output.err


def test_a_break_in_screening_itself_ends_in_review(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object) -> str:
        message = "quotes the text"
        raise RuntimeError(message)

    monkeypatch.setattr("services.moderation.screening.pipeline.redact", explode)
    result = screen_with(Steady())
    assert (result.verdict, result.complete) == (Verdict.REVIEW, False)
    assert set(result.scores.values()) == {None}
    assert result.redacted_text == UNREADABLE


def test_the_senders_language_is_believed_only_when_none_is_recognised(screener: Screener) -> None:
    assert screener.screen("ok", language_hint="jv").language == Language("jv", 0.0)
    english = screener.screen("The road has been broken for two years", language_hint="jv")
    assert english.language.code == "en"


@pytest.mark.parametrize(
    ("text", "verdict", "reason"),
    [
        ("Terima kasih Pak Lurah, jalannya sudah bagus", "approve", None),
        ("Matur nuwun sanget, pelayanane apik tenan", "approve", None),
        ("dasar anjing goblok bangsat", "reject", "abuse"),
        ("Slot gacor maxwin di DORA77, daftar sekarang", "reject", "gambling_spam"),
        (f"NIK saya {NIK}, mohon dicek", "review", None),
    ],
)
def test_the_screener_as_released(
    screener: Screener, text: str, verdict: str, reason: str | None
) -> None:
    result = screener.screen(text)
    assert (result.verdict, result.reason_code, result.complete) == (verdict, reason, True)


def test_many_threads_get_the_same_answers_as_one(screener: Screener) -> None:
    texts = [f"Laporan {number}: NIK {NIK}, dasar tolol" for number in range(40)]
    with ThreadPoolExecutor(8) as callers:
        together = list(callers.map(screener.screen, texts))
    assert together == [screener.screen(text) for text in texts]

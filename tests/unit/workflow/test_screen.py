"""Screening what was taken in: verdicts, faults, claims."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from services.moderation.domain.screening import FLAGGED, Failure, FailureKind, Screening, Verdict
from services.moderation.screening.pipeline import Screener
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.claim import claim, claim_due
from services.moderation.workflow.screen import CREDIT_RULE, screen_claimed, screen_next
from tests.support.moderation import (
    ABUSIVE,
    FRIENDLY,
    WITH_NIK,
    commands,
    get_submission,
    post,
    row,
    screened,
)


class _Screener:
    """Answers as a test says, in the place of the release's screener."""

    def __init__(self, real: Screener, answer: Callable[[Screening], Screening]) -> None:
        self._real = real
        self._answer = answer
        self.policy = real.policy

    def screen(self, text: str, *, language_hint: str | None = None) -> Screening:
        return self._answer(self._real.screen(text, language_hint=language_hint))


def _answering(app: Moderation, answer: Callable[[Screening], Screening]) -> Moderation:
    screener: Any = _Screener(app.screener, answer)
    return replace(app, screener=screener)


def _raise(_: Screening) -> Screening:
    message = "a fault in the pipeline itself"
    raise RuntimeError(message)


def _due_again(app: Moderation) -> None:
    """Let every lease and every wait run out."""
    with app.database.writing() as session:
        past = app.database.now(session) - timedelta(minutes=1)
        session.execute(
            update(Submission).values(next_attempt_at=past, lease_until=past),
        )


@pytest.mark.parametrize(
    ("text", "state", "written"),
    [(FRIENDLY, "approved", 1), (ABUSIVE, "rejected", 0), (WITH_NIK, "in_review", 0)],
)
def test_the_verdict_is_acted_on(app: Moderation, text: str, state: str, written: int) -> None:
    """Only an approval writes a command."""
    assert row(app, screened(app, text)).state == state
    assert len(commands(app)) == written


def test_a_rejection_says_why_in_both_languages_and_until_when_to_appeal(app: Moderation) -> None:
    """The statement of reasons is part of the answer."""
    decision = get_submission(app, screened(app, ABUSIVE), source=None)["decision"]
    assert (decision["outcome"], decision["by"]) == ("reject", "machine")
    assert "keberatan" in decision["statement"]["id"]
    assert "appeal" in decision["statement"]["en"]
    assert decision["appeal_until"] > decision["decided_at"]


def test_an_approval_that_is_not_complete_goes_to_a_person(app: Moderation) -> None:
    """Whatever a pipeline says, a failed checker never approves."""
    failed = (Failure("toxicity", FailureKind.ERROR),)
    broken = _answering(
        app,
        lambda real: replace(real, verdict=Verdict.APPROVE, complete=False, failures=failed),
    )
    assert row(app, screened(broken, FRIENDLY)).state == "in_review"
    assert commands(app) == []


def test_the_third_attempt_without_a_result_gives_it_to_a_person(app: Moderation) -> None:
    """A pipeline that raises approves nothing, and is not asked for ever."""
    broken = _answering(app, _raise)
    submission_id = post(app, FRIENDLY)
    states = []
    for _ in range(3):
        assert screen_next(broken, "test")
        states.append(str(row(app, submission_id).state))
        _due_again(app)
    assert states == ["received", "received", "in_review"]
    assert not screen_next(broken, "test")
    assert commands(app) == []


def test_three_workers_that_died_give_it_to_a_person(app: Moderation) -> None:
    """A text that takes the process down with it is not screened for ever."""
    submission_id = post(app, FRIENDLY)
    for _ in range(3):
        assert claim(app, submission_id, "dies")
        _due_again(app)
    assert screen_next(app, "lives")
    assert row(app, submission_id).state == "in_review"


def test_a_held_claim_is_nobody_elses(app: Moderation) -> None:
    """One worker at a time."""
    submission_id = post(app, FRIENDLY)
    assert claim(app, submission_id, "first")
    assert claim(app, submission_id, "second") is None
    assert claim_due(app, "second") is None


def test_a_worker_that_lost_its_claim_changes_nothing(app: Moderation) -> None:
    """It comes back after its lease ran out and another has screened."""
    submission_id = post(app, FRIENDLY)
    slow = claim(app, submission_id, "slow")
    assert slow
    _due_again(app)
    assert screen_next(app, "quick")
    before = row(app, submission_id)
    screen_claimed(app, slow)
    after = row(app, submission_id)
    assert (after.state, after.version, len(commands(app))) == (before.state, before.version, 1)


@pytest.mark.parametrize(
    ("text", "credit", "state", "doubted"),
    [
        (FRIENDLY, "Warga Depok", "approved", False),
        (FRIENDLY, ABUSIVE, "in_review", True),
        # Held by a rule of the policy, though it has no score: nothing can judge its language.
        (FRIENDLY, "你们这些狗官都该死，全家死光，贪污的猪都去死吧", "in_review", True),
        # Harmless apart.
        (f"{FRIENDLY} Nomor saya 0812-3456", "-7890 Budi", "in_review", True),
        # Whoever decides on a text that is held for its own sake is told of the name as well.
        (WITH_NIK, "Warga Depok", "in_review", False),
        (WITH_NIK, ABUSIVE, "in_review", True),
        (ABUSIVE, ABUSIVE, "rejected", True),
    ],
)
def test_the_credit_line_is_screened_like_the_text(
    app: Moderation, *, text: str, credit: str, state: str, doubted: bool
) -> None:
    """It would be published too."""
    submission_id = screened(app, text, author_ref="u1", author_display=credit, author_credit=True)
    assert row(app, submission_id).state == state
    rules = get_submission(app, submission_id, source=None)["screening"]["policy"]["rules"]
    assert (CREDIT_RULE in rules) == doubted


def test_a_name_that_is_not_credited_is_not_published(app: Moderation) -> None:
    """Only `credit: true` puts a line under the text."""
    screened(app, FRIENDLY, author_ref="u1", author_display="Nama Warga", author_credit=False)
    assert "Nama Warga" not in commands(app)[0].body


def test_a_scheduled_post_waits_for_its_time(app: Moderation) -> None:
    """The command is written now and leaves then."""
    with app.database.reading() as session:
        later = app.database.now(session) + timedelta(days=2)
    screened(app, FRIENDLY, scheduled_at=later)
    assert commands(app)[0].available_at == later


def test_scores_of_what_is_approved_are_below_the_threshold(app: Moderation) -> None:
    """The stored result is the one that was acted on."""
    screening = get_submission(app, screened(app, FRIENDLY), source=None)["screening"]
    assert screening["complete"]
    assert all(score < FLAGGED for score in screening["scores"].values())

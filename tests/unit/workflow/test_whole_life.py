"""Whatever happens to a submission, in any order: the rules of its states hold.

A real publisher and its page stand beside a real service; Hypothesis looks for an order of events
that breaks a rule.
"""

import contextlib
import json
import shutil
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from services.moderation.domain.errors import ConflictError
from services.moderation.domain.states import MOVES, SubmissionState
from services.moderation.screening.reasons import REJECTION_REASONS
from services.moderation.store.audit import AuditRow
from services.moderation.store.contents import Content, load_words
from services.moderation.store.decisions import Decision, Outcome
from services.moderation.store.submissions import Publication
from services.moderation.workflow.appeal import appeal
from services.moderation.workflow.claim import Claim, claim_due
from services.moderation.workflow.decide import approve, reject
from services.moderation.workflow.edit import edit
from services.moderation.workflow.posted import NewSubmission
from services.moderation.workflow.recall import recall
from services.moderation.workflow.screen import screen_claimed
from services.moderation.workflow.submit import submit
from services.moderation.workflow.undo import undo
from services.moderation.workflow.view import show_submission
from services.moderation.workflow.withdraw import withdraw
from tests.support.moderation import ABUSIVE, FRIENDLY, WITH_NIK, moderation, row
from tests.support.page import open_page

APP = "key:1"
TEXTS = st.builds("{} {}".format, st.sampled_from((FRIENDLY, ABUSIVE, WITH_NIK)), st.integers(0, 2))
PEOPLE = st.sampled_from(("user:ani", "user:budi"))
OVER = {SubmissionState.REJECTED, SubmissionState.WITHDRAWN}


class Life(RuleBasedStateMachine):
    """One submission, and everything that may happen to it."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = contextlib.ExitStack()
        folder = Path(tempfile.mkdtemp(prefix="saring-"))
        self._stack.callback(shutil.rmtree, folder)
        self.app = self._stack.enter_context(moderation(folder))
        self.page = self._stack.enter_context(open_page(self.app, folder))
        self.seen: dict[int, dict[str, Any]] = {}
        self.seq = 0
        self.held: Claim | None = None
        self.id = submit(self.app, NewSubmission("app", FRIENDLY, ("site",))).id

    def teardown(self) -> None:
        self._stack.close()

    @property
    def version(self) -> int:
        return row(self.app, self.id).version

    @rule(text=TEXTS)
    def edits(self, text: str) -> None:
        with contextlib.suppress(ConflictError):
            edit(self.app, self.id, NewSubmission("app", text, ("site",)), actor=APP)

    @rule()
    def recalls(self) -> None:
        with contextlib.suppress(ConflictError):
            recall(self.app, self.id, actor=APP, reason="salah", source="app")

    @precondition(lambda self: len(self.seen) > 8)  # Else nearly every life ends at once.
    @rule()
    def withdraws(self) -> None:
        withdraw(self.app, self.id, actor=APP, source="app")

    @rule(statement=st.sampled_from(("Mohon ditinjau.", "Saya keberatan.")))
    def appeals(self, statement: str) -> None:
        with contextlib.suppress(ConflictError):
            appeal(
                self.app, self.id, statement=statement, contact_ref=None, actor=APP, source="app"
            )

    @rule(who=PEOPLE, redacted=st.booleans())
    def approves(self, who: str, redacted: bool) -> None:  # noqa: FBT001 - Hypothesis names it
        with contextlib.suppress(ConflictError):
            approve(self.app, self.id, actor=who, version=self.version, redacted=redacted)

    @rule(who=PEOPLE, reason=st.sampled_from(REJECTION_REASONS))
    def rejects(self, who: str, reason: str) -> None:
        with contextlib.suppress(ConflictError):
            reject(self.app, self.id, actor=who, version=self.version, reason_code=reason)

    @rule(who=PEOPLE)
    def undoes(self, who: str) -> None:
        with contextlib.suppress(ConflictError):
            undo(self.app, self.id, actor=who)

    @rule()
    def is_claimed(self) -> None:
        self.held = claim_due(self.app, "test") or self.held

    @rule()
    def is_screened(self) -> None:
        """By a claim that may be long out of date."""
        held = self.held or claim_due(self.app, "test")
        self.held = None
        if held is not None:
            screen_claimed(self.app, held)

    @rule()
    def is_sent(self) -> None:
        self.page.send()

    @rule()
    def is_reported(self) -> None:
        self.page.report()

    @rule()
    def time_passes(self) -> None:
        self.page.let_time_pass()

    @rule()
    def comes_to_rest(self) -> None:
        """With nothing on its way, what is told is what people can read."""
        self.page.let_time_pass()
        self.page.deliver()
        stored, standing = row(self.app, self.id), self.page.standing().get(self.id)
        with self.app.database.reading() as session:
            told = session.scalars(select(Publication.standing_revision)).all()
        assert [number for number in told if number] == ([standing[0]] if standing else [])
        if stored.state in OVER:
            assert standing is None
        shown = show_submission(self.app, self.id, source=None).body
        if shown["state"] == "published":
            assert standing is not None
            assert standing[0] == stored.revision
        assert (shown["state"] == "recalled") <= (standing is None)

    @invariant()
    def only_approved_words_can_be_read(self) -> None:
        for submission_id, (revision, text) in self.page.standing().items():
            with self.app.database.reading() as session:
                words = load_words(session, self.app.cipher, submission_id, revision)
                outcomes = session.scalars(
                    select(Decision.outcome).where(
                        Decision.revision == revision, Decision.undone_at.is_(None)
                    ),
                ).all()
            assert words.text == text
            assert Outcome.APPROVE in outcomes

    @invariant()
    def every_move_is_one_that_the_rules_name(self) -> None:
        with self.app.database.reading() as session:
            audited = session.scalars(select(AuditRow.body).order_by(AuditRow.id)).all()
        moves = [entry for entry in map(json.loads, audited) if "before" in entry]
        assert all(
            SubmissionState(entry["after"]) in MOVES[SubmissionState(entry["before"])]
            for entry in moves
        )
        trail = [entry["after"] for entry in map(json.loads, audited) if "after" in entry]
        assert trail[-1] == row(self.app, self.id).state

    @invariant()
    def numbers_only_rise(self) -> None:
        stored = row(self.app, self.id)
        assert stored.seq >= self.seq
        self.seq = stored.seq
        with self.app.database.reading() as session:
            numbers = session.scalars(select(Content.revision).order_by(Content.created_at)).all()
        assert all(before < after for before, after in pairwise(numbers))

    @invariant()
    def the_etag_changes_with_the_answer(self) -> None:
        shown = show_submission(self.app, self.id, source=None)
        assert self.seen.setdefault(shown.version, shown.body) == shown.body


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=15,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

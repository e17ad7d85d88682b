"""Screening: all checkers over one text, then the policy; what fails goes to a person."""

from collections.abc import Sequence

import structlog

from services.moderation.domain.screening import (
    SCORES,
    Failure,
    FailureKind,
    Finding,
    PolicyResult,
    Screening,
    Verdict,
)
from services.moderation.screening.attempt import Outcome
from services.moderation.screening.checker import Checker, Passage, Result
from services.moderation.screening.direction import as_shown, is_turned_round, with_shown
from services.moderation.screening.language import UNKNOWN
from services.moderation.screening.policy import Evidence, Policy
from services.moderation.screening.redaction import redact
from services.moderation.screening.runs import OnHang, Runs, end_process
from shared.metrics import CHECKER_FAILURES, SCREENING_SECONDS, from_zero

_log = structlog.get_logger()

UNREADABLE = "[teks tidak dapat diperiksa]"
"""Stands for the redacted text when screening itself broke: nothing may pass as masked."""

_PIPELINE = "pipeline"


class Screener:
    """Screens texts with `checkers` and `policy`. Safe in many threads at once.

    A checker that takes longer than `deadline_seconds` has failed; one still at work after
    `hang_seconds` is reported to `on_hang`, which by default ends the process.
    """

    def __init__(
        self,
        checkers: Sequence[Checker],
        policy: Policy,
        *,
        deadline_seconds: float = 5.0,
        hang_seconds: float = 30.0,
        on_hang: OnHang = end_process,
    ) -> None:
        self._checkers = tuple(checkers)
        self._policy = policy
        from_zero(CHECKER_FAILURES, [_PIPELINE, *(one.name for one in checkers)], FailureKind)
        self._runs = Runs(deadline=deadline_seconds, hang=hang_seconds, on_hang=on_hang)

    @property
    def policy(self) -> Policy:
        """The policy that decides."""
        return self._policy

    def screen(self, text: str, *, language_hint: str | None = None) -> Screening:
        """Return what was found in `text`, and the verdict. Never raises: what breaks is reviewed.

        `language_hint` is the sender's own word for the language, believed when none is recognised.
        """
        written = self._screen(text, language_hint)
        if not is_turned_round(text):
            return written
        return with_shown(written, self._screen(as_shown(text), language_hint))

    def _screen(self, text: str, language_hint: str | None) -> Screening:
        try:
            with SCREENING_SECONDS.time():
                outcomes = self._runs.run(self._checkers, Passage(text))
            result = self._judge(text, outcomes, language_hint)
        except Exception as error:  # noqa: BLE001 (whatever broke, the text goes to a person)
            # The message of an exception may quote the text: only its type is logged.
            _log.error("screening_failed", error=type(error).__name__)
            result = self._broken()
        for failure in result.failures:
            CHECKER_FAILURES.labels(failure.checker, failure.kind).inc()
        return result

    def close(self) -> None:
        """End the threads."""
        self._runs.close()

    def _judge(self, text: str, outcomes: list[Outcome], hint: str | None) -> Screening:
        results = [outcome for outcome in outcomes if isinstance(outcome, Result)]
        language = next((one.language for one in results if one.language), UNKNOWN)
        if hint and language.code == UNKNOWN.code:
            language = type(language)(hint, 0.0)
        scores: dict[str, float | None] = dict.fromkeys(SCORES)
        for result in results:
            scores.update(result.scores)
        evidence = Evidence(
            language,
            scores,
            tuple(sorted((one for result in results for one in result.findings), key=_place)),
            tuple(outcome for outcome in outcomes if isinstance(outcome, Failure)),
        )
        decision = self._policy.decide(evidence)
        return Screening(
            verdict=decision.verdict,
            complete=evidence.is_complete,
            failures=evidence.failures,
            language=language,
            scores=scores,
            findings=evidence.findings,
            redacted_text=redact(text, evidence.findings),
            policy=decision.policy,
            reason_code=decision.reason_code,
        )

    def _broken(self) -> Screening:
        content = self._policy.content
        return Screening(
            verdict=Verdict.REVIEW,
            complete=False,
            failures=(Failure(_PIPELINE, FailureKind.ERROR),),
            language=UNKNOWN,
            scores=dict.fromkeys(SCORES),
            findings=(),
            redacted_text=UNREADABLE,
            policy=PolicyResult(
                content.name, content.version, self._policy.sha256, ("screening-failed",)
            ),
        )


def _place(finding: Finding) -> tuple[bool, int]:
    """Sort findings about the whole text first, the others in text order."""
    return finding.start is not None, finding.start or 0
